using ChatMemory.Api.Credentials;
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

    /// <summary>A conversation.</summary>
    /// <exception cref="OpenAIRequestException">There is none.</exception>
    public async Task<FoundSession> ConversationAsync(Caller caller, string id, CancellationToken cancellationToken, string? param = null) =>
        ConversationId.Parse(id) is { } conversation && await FindAsync(caller, conversation.Epoch, cancellationToken) is { } session
            ? session
            : throw NotFound("conversation", param);

    public FoundSession Of(SessionKey key, long? epoch) => new(key, epoch, host.Session(key));

    public static OpenAIRequestException NotFound(string what, string? param = null) =>
        new(new(StatusCodes.Status404NotFound, $"There is no such {what}.", param, "not_found"));
}

/// <summary>A session and where it is.</summary>
/// <param name="Key">The session.</param>
/// <param name="Epoch">The epoch of its journal; null for one that is to begin.</param>
/// <param name="Chat">The session itself.</param>
internal sealed record FoundSession(SessionKey Key, long? Epoch, IChatSession Chat);
