using ChatMemory.Api.Credentials;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>The addresses of <c>/v1/responses</c>.</summary>
internal static class ResponseEndpoints
{
    private static readonly OpenAIError Uncompacted = OpenAIError.Invalid(
        "This server does not compact. It tells the model as much of a conversation as its token budget takes: go on with previous_response_id or conversation.",
        code: "unsupported_operation");

    public static void MapResponses(this RouteGroupBuilder wire)
    {
        var responses = wire.MapGroup("/responses");
        responses.MapPost("/", (HttpContext context, Caller caller, NewResponses service) => service.CreateAsync(context, caller));

        responses.MapPost("/input_tokens", (HttpContext context, Caller caller, NewResponses service) => service.CountAsync(context, caller));
        responses.MapPost("/compact", () => Uncompacted);

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
