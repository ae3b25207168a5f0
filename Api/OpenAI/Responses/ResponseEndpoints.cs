using ChatMemory.Api.Credentials;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>The addresses of <c>/v1/responses</c>.</summary>
internal static class ResponseEndpoints
{
    public static void MapResponses(this RouteGroupBuilder wire)
    {
        var responses = wire.MapGroup("/responses");
        responses.MapPost("/", (HttpContext context, Caller caller, NewResponses service) => service.CreateAsync(context, caller));

        var response = responses.MapGroup("/{response}");
        response.MapGet("/", (HttpContext context, Caller caller, string response, StoredResponses service) => service.GetAsync(context, caller, response));
        response.MapPost("/cancel", (HttpContext context, Caller caller, string response, StoredResponses service) =>
            service.CancelAsync(context, caller, response));
        response.MapGet("/input_items", (HttpContext context, Caller caller, string response, StoredResponses service) =>
            service.InputItemsAsync(context, caller, response)).Require(Permissions.Read);
        response.MapDelete("/", (HttpContext context, Caller caller, string response, StoredResponses service) =>
            service.DeleteAsync(context, caller, response)).Require(Permissions.Write);
    }
}
