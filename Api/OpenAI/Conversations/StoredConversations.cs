using System.Text.Json;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.OpenAI.Responses;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Conversations;

/// <summary>Conversations: sessions with metadata.</summary>
internal sealed class StoredConversations(SessionFinder sessions, StoredItems items, IIdSource ids)
{
    public async Task<IResult> CreateAsync(HttpContext context, Caller caller)
    {
        var body = await RequestBody.ReadAsync(context.Request.Body, context.RequestAborted, mayBeEmpty: true);
        var description = ConversationView.Describe(Metadata.Check(body));
        var first = StoredItems.Read(body, isRequired: false);
        var owner = Speaker.User(context, caller, named: null) ?? Anonymous.Of(caller.Tenant);
        var session = sessions.Of(new(owner, SessionId.Parse(ids.Next().ToString("D"))), epoch: null);
        var said = first.Count == 0 ? [] : await items.ResolveAsync(caller, first, context.RequestAborted);

        var status = (await session.Chat.DescribeAsync(new(description), CancellationToken.None))!;
        if (said.Count > 0)
            await StoredItems.AddAsync(session with { Epoch = status.Epoch }, said);
        return ConversationView.Answer(status);
    }

    public async Task<IResult> GetAsync(HttpContext context, Caller caller, string id)
    {
        var session = await sessions.ConversationAsync(caller, id, context.RequestAborted);
        return ConversationView.Answer(await session.Chat.StatusAsync(context.RequestAborted) ?? throw SessionFinder.NotFound("conversation"));
    }

    public async Task<IResult> UpdateAsync(HttpContext context, Caller caller, string id)
    {
        var body = await RequestBody.ReadAsync(context.Request.Body, context.RequestAborted);
        var description = ConversationView.Describe(Metadata.Check(body));
        var session = await sessions.ConversationAsync(caller, id, context.RequestAborted);
        return ConversationView.Answer(
            await session.Chat.DescribeAsync(new(description, session.Epoch), CancellationToken.None) ?? throw SessionFinder.NotFound("conversation"));
    }

    public async Task<IResult> DeleteAsync(HttpContext context, Caller caller, string id)
    {
        var session = await sessions.ConversationAsync(caller, id, context.RequestAborted);
        await session.Chat.DeleteAsync(context.RequestAborted);
        return Deleted.Answer(id, "conversation.deleted");
    }
}

/// <summary>A conversation as it is shown.</summary>
internal static class ConversationView
{
    private const string MetadataProperty = "openai.metadata";
    private static readonly JsonElement NoMetadata = JsonElement.Parse("{}");

    /// <summary>What a session keeps of it.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Describe(JsonElement? metadata) =>
        new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [MetadataProperty] = metadata ?? NoMetadata };

    public static IResult Answer(SessionStatus session) => Json.Answer(json =>
    {
        json.WriteStartObject();
        json.WriteString("id"u8, new ConversationId(session.Epoch).ToString());
        json.WriteString("object"u8, "conversation"u8);
        json.WriteNumber("created_at"u8, session.CreatedAt.ToUnixTimeSeconds());
        json.WritePropertyName("metadata"u8);
        (session.Properties?.TryGetValue(MetadataProperty, out var metadata) == true ? metadata : NoMetadata).WriteTo(json);
        json.WriteEndObject();
    });
}
