using ChatMemory.Api.Credentials;
using ChatMemory.Api.OpenAI.Responses;
using ChatMemory.Keys;

namespace ChatMemory.Api.OpenAI.Conversations;

/// <summary>Conversations: sessions with metadata.</summary>
internal sealed class StoredConversations(SessionFinder sessions, StoredItems items, IIdSource ids)
{
    public async Task<IResult> CreateAsync(HttpContext context, Caller caller)
    {
        var body = await RequestBody.ReadAsync(context.Request.Body, context.RequestAborted, mayBeEmpty: true);
        var description = ConversationView.Describe(Metadata.Check(body), owner: null);
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
        return await ConversationView.AnswerAsync(session, context.RequestAborted);
    }

    public async Task<IResult> UpdateAsync(HttpContext context, Caller caller, string id)
    {
        var body = await RequestBody.ReadAsync(context.Request.Body, context.RequestAborted);
        var metadata = Metadata.Check(body);
        var session = await sessions.ConversationAsync(caller, id, context.RequestAborted);
        var home = session.Home ?? session;
        var description = ConversationView.Describe(metadata, session.Home is null ? null : session.Key.Owner.User);
        return ConversationView.Answer(
            await home.Chat.DescribeAsync(new(description, home.Epoch), CancellationToken.None) ?? throw SessionFinder.NotFound("conversation"));
    }

    public async Task<IResult> DeleteAsync(HttpContext context, Caller caller, string id)
    {
        var session = await sessions.ConversationAsync(caller, id, context.RequestAborted);
        await session.Chat.DeleteAsync(context.RequestAborted);
        if (session.Home is { } home)
            await home.Chat.DeleteAsync(context.RequestAborted);
        return Deleted.Answer(id, "conversation.deleted");
    }
}
