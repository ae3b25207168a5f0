using ChatMemory.Api.Credentials;

namespace ChatMemory.Api.OpenAI.Conversations;

/// <summary>The addresses of <c>/v1/conversations</c>.</summary>
internal static class ConversationEndpoints
{
    public static void MapConversations(this RouteGroupBuilder wire)
    {
        var conversations = wire.MapGroup("/conversations");
        conversations.MapPost("/", (HttpContext context, Caller caller, StoredConversations service) => service.CreateAsync(context, caller));

        var conversation = conversations.MapGroup("/{conversation}");
        conversation.MapGet("/", (HttpContext context, Caller caller, string conversation, StoredConversations service) =>
            service.GetAsync(context, caller, conversation)).Require(Permissions.Read);
        conversation.MapPost("/", (HttpContext context, Caller caller, string conversation, StoredConversations service) =>
            service.UpdateAsync(context, caller, conversation)).Require(Permissions.Write);
        conversation.MapDelete("/", (HttpContext context, Caller caller, string conversation, StoredConversations service) =>
            service.DeleteAsync(context, caller, conversation)).Require(Permissions.Write);

        var items = conversation.MapGroup("/items");
        items.MapGet("/", (HttpContext context, Caller caller, string conversation, StoredItems service) =>
            service.ListAsync(context, caller, conversation)).Require(Permissions.Read);
        items.MapPost("/", (HttpContext context, Caller caller, string conversation, StoredItems service) =>
            service.CreateAsync(context, caller, conversation)).Require(Permissions.Write);
        items.MapGet("/{item}", (HttpContext context, Caller caller, string conversation, string item, StoredItems service) =>
            service.GetAsync(context, caller, conversation, item)).Require(Permissions.Read);
        items.MapDelete("/{item}", (HttpContext context, Caller caller, string conversation, string item, StoredItems service) =>
            service.DeleteAsync(context, caller, conversation, item)).Require(Permissions.Write);
    }
}
