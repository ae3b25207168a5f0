using ChatMemory.Api.Credentials;
using ChatMemory.Api.OpenAI.Conversations;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>Finds the sessions behind this wire's ids, which name no user: those of the caller's tenant that are the caller's to see.</summary>
internal sealed class SessionFinder(IJournalStore journals, IChatMemoryHost host)
{
    /// <summary>The session of a journal; null when the caller has none such.</summary>
    public async Task<FoundSession?> FindAsync(Caller caller, long epoch, CancellationToken cancellationToken) =>
        await journals.FindAsync(caller.Tenant, epoch, cancellationToken) is { Key.Session: { } session } head && caller.Speaks(head.Key.Owner.User)
            ? Of(new(head.Key.Owner, session), epoch)
            : null;

    /// <summary>A response with its session.</summary>
    /// <exception cref="OpenAIRequestException">There is none.</exception>
    public async Task<(FoundSession Session, Exchange Exchange)> ResponseAsync(
        Caller caller, string id, CancellationToken cancellationToken, string? param = null) =>
        ResponseId.Parse(id) is { } response
        && await FindAsync(caller, response.Epoch, cancellationToken) is { } session
        && await session.Chat.FindExchangeAsync(response.Exchange, cancellationToken) is { } exchange
            ? (session, exchange)
            : throw NotFound("response", param);

    /// <summary>A conversation: the session that its items are in.</summary>
    /// <exception cref="OpenAIRequestException">There is none.</exception>
    public async Task<FoundSession> ConversationAsync(Caller caller, string id, CancellationToken cancellationToken, string? param = null)
    {
        if (ConversationId.Parse(id) is not { } conversation || await FindAsync(caller, conversation.Epoch, cancellationToken) is not { } session)
            throw NotFound("conversation", param);
        return Anonymous.Is(session.Key.Owner)
            && await session.Chat.StatusAsync(cancellationToken) is { } status && ConversationView.OwnerOf(status) is { } owner
                ? await GivenAsync(session, owner, cancellationToken)
                : session;
    }

    /// <summary>Where the items of a conversation are that was begun without a user and then given to one.</summary>
    public async Task<FoundSession> GivenAsync(FoundSession home, UserId owner, CancellationToken cancellationToken)
    {
        var key = new SessionKey(new(home.Key.Owner.Tenant, owner), SessionId.Parse(new ConversationId(home.Epoch!.Value).ToString()));
        var head = await journals.FindAsync(JournalKey.Of(key), cancellationToken);
        return Of(key, head?.Epoch) with { Home = home };
    }

    public FoundSession Of(SessionKey key, long? epoch) => new(key, epoch, host.Session(key));

    public static OpenAIRequestException NotFound(string what, string? param = null) =>
        new(new(StatusCodes.Status404NotFound, $"There is no such {what}.", param, "not_found"));
}

/// <summary>A session and where it is.</summary>
/// <param name="Key">The session.</param>
/// <param name="Epoch">The epoch of its journal; null for one that is to begin.</param>
/// <param name="Chat">The session itself.</param>
internal sealed record FoundSession(SessionKey Key, long? Epoch, IChatSession Chat)
{
    /// <summary>The session that a conversation was begun as, and that keeps its metadata, when its items are in another.</summary>
    public FoundSession? Home { get; init; }
}
