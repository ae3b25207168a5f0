using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Events;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;

namespace ChatMemory.Api.Mem0.Adding;

/// <summary>What was added.</summary>
/// <param name="Event">The event that tells what becomes of it.</param>
/// <param name="Session">Where the messages are kept.</param>
/// <param name="Exchange">The exchange they are.</param>
/// <param name="Stored">The memories, when they were stored word for word.</param>
internal sealed record Added(Guid Event, SessionKey Session, ExchangeId Exchange, IReadOnlyList<StoredResult>? Stored);

/// <summary>
/// Adds messages. They are recorded as a completed exchange: facts are extracted from it like from any other, or it is where the verbatim
/// memories come from. The exchange is also the event: nothing else is kept of it.
/// </summary>
internal sealed class MemoryAdding(IChatMemoryHost host, IJournalStore journals, AddedSessions sessions, NamedUser named)
{
    public async Task<Added> AddAsync(Addition addition, CancellationToken cancellationToken)
    {
        named.Is(addition.Owner);
        var session = new SessionKey(addition.Owner, sessions.Of(addition));
        var statements = addition.Infer ? [] : Statements(addition, session, default).ToList();
        // Before anything is recorded: a request that is refused leaves nothing behind.
        if (statements.Count > 0 && MemoryRules.Check(new AddMemories(statements)) is { Count: > 0 } errors)
            throw new InvalidCommandException(errors);

        var exchange = await RecordAsync(addition, session, cancellationToken);
        var head = await journals.FindAsync(JournalKey.Of(session), cancellationToken)
            ?? throw new ChatMemoryException("The session was deleted meanwhile.", isTransient: true);
        return new(EventIds.Of(head.Epoch, exchange), session, exchange, addition.Infer ? null : await StoreAsync(addition, session, exchange, cancellationToken));
    }

    private async Task<ExchangeId> RecordAsync(Addition addition, SessionKey session, CancellationToken cancellationToken)
    {
        var outcome = await host.Session(session).RecordAsync(
            new()
            {
                Items = addition.Messages,
                IdempotencyKey = addition.IdempotencyKey,
                SaidAt = addition.SaidAt,
                Memory = new()
                {
                    Learn = addition.Infer,
                    Scope = addition.Scope,
                    Metadata = addition.Metadata,
                    ExpiresAt = addition.ExpiresAt,
                    Immutable = addition.Immutable,
                },
            },
            cancellationToken);
        return outcome switch
        {
            StartOutcome.Accepted accepted => accepted.Exchange,
            StartOutcome.KeyReused => throw new Mem0RequestException(new Mem0Error(
                StatusCodes.Status409Conflict, "The idempotency key was used with other messages.")),
            _ => throw new InvalidOperationException("A record was neither accepted nor refused."),
        };
    }

    // What was there already is not stored again, and not told.
    private async Task<IReadOnlyList<StoredResult>> StoreAsync(
        Addition addition, SessionKey session, ExchangeId exchange, CancellationToken cancellationToken)
    {
        var statements = Statements(addition, session, exchange).ToList();
        if (statements.Count == 0)
            return [];
        var outcome = await AddAsync(addition, session, exchange, statements, cancellationToken);
        return
        [
            .. outcome.Results.Zip(statements).Where(pair => pair.First.Created)
                .Select(pair => new StoredResult(pair.First.Memory.ToString(), new(pair.Second.Text))),
        ];
    }

    // A limit refuses the memories after the exchange was recorded, which then goes too. With a key it stays: the request is repeated and finds it.
    private async Task<AddOutcome> AddAsync(
        Addition addition, SessionKey session, ExchangeId exchange, List<NewMemory> statements, CancellationToken cancellationToken)
    {
        try
        {
            return await host.User(addition.Owner).AddAsync(new(statements, $"{AddedSessions.Prefix}{exchange}"), cancellationToken);
        }
        catch (OverloadedException) when (addition.IdempotencyKey is null)
        {
            if (addition.Scope.Run is null)
                await host.Session(session).DeleteAsync(CancellationToken.None);
            else
                await host.Session(session).RemoveAsync(new(exchange), CancellationToken.None);
            throw;
        }
    }

    private static IEnumerable<NewMemory> Statements(Addition addition, SessionKey session, ExchangeId exchange) =>
        from placed in addition.Messages.Index()
        let message = placed.Item
        where message.Role != ChatRole.System && !string.IsNullOrWhiteSpace(message.Text)
        select new NewMemory
        {
            Text = message.Text,
            Scope = addition.Scope,
            Metadata = addition.Metadata,
            Speaker = message.Name,
            SaidAt = addition.SaidAt,
            ExpiresAt = addition.ExpiresAt,
            Immutable = addition.Immutable,
            Provenance = new("api", message.Role, session.Session, exchange, placed.Index, new(0, message.Text.Length)),
        };
}
