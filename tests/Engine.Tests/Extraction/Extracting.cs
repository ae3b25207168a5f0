using ChatMemory.Extraction.Rules;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Extraction;

/// <summary>Builds exchanges for extractors.</summary>
internal static class Extracting
{
    public static readonly DateTimeOffset SaidAt = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    public static readonly SessionId Session = SessionId.Parse("session");
    private static int _last;

    public static ChatItem User(string text, string? name = null) => new ChatItem.Message(ChatRole.User, text, name);

    public static ChatItem Assistant(string text) => new ChatItem.Message(ChatRole.Assistant, text);

    public static PendingExtraction Exchange(params ChatItem[] items) => new(
        new()
        {
            Id = new(new Guid(Interlocked.Increment(ref _last), 1, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0])),
            Status = ExchangeStatus.Completed,
            Input = [.. items.TakeWhile(item => item is ChatItem.Message { Role: not ChatRole.Assistant })],
            Output = [.. items.SkipWhile(item => item is ChatItem.Message { Role: not ChatRole.Assistant })],
            StartedAt = SaidAt,
            Extraction = new(ExtractionStatus.Pending),
            FirstEvent = 1,
            LastEvent = 2,
        },
        UserEpoch: 1,
        new MemoryUse(),
        Attempts: 0,
        Before: []);

    public static ExtractionBatch Batch(params PendingExtraction[] exchanges) => new(Session, exchanges, []);

    public static IReadOnlyList<Candidate> ByRules(string text, string? after = null, params string[] recalled)
    {
        var exchange = Exchange(User(text), Assistant("I see."));
        if (after is not null)
            exchange = exchange with { Before = [Exchange(User("Hello"), Assistant(after)).Exchange] };
        var found = new RuleExtractor().ExtractAsync(Batch(exchange) with { Recalled = recalled }).GetAwaiter().GetResult();
        return found.GetValueOrDefault(exchange.Exchange.Id, []);
    }

    public static string Quote(this PendingExtraction pending, Candidate candidate)
    {
        var message = Assert.IsType<ChatItem.Message>(
            pending.Exchange.Input.Concat(pending.Exchange.Output).ElementAt(candidate.Provenance.Item!.Value));
        var span = candidate.Provenance.Span!;
        return message.Text.Substring(span.Start, span.Length);
    }
}
