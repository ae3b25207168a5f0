using ChatMemory.Api.Json;
using ChatMemory.Api.Problems;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Api.Sessions;

/// <summary>An exchange that happened elsewhere.</summary>
internal sealed record RecordedExchange
{
    private const int MaxItems = 256;

    /// <summary>What was said, in order: messages, tool calls, tool results.</summary>
    public required Items Items { get; init; }

    /// <summary>Repeating it with the same key finds what the first time recorded.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>When it was said; without it now.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>What memory does with it.</summary>
    public MemoryUse Memory { get; init; } = new();

    public RecordExchange ToCommand() => new() { Items = Items.Of, IdempotencyKey = IdempotencyKey, SaidAt = SaidAt, Memory = Memory };

    public void Validate(string field, Errors errors)
    {
        errors.Count(Items.Of, 1, MaxItems, $"{field}.items");
        errors.Length(IdempotencyKey, KeyText.MaxLength, $"{field}.idempotency_key");
        Memory.Validate($"{field}.memory", errors);
    }
}

/// <summary>Takes in exchanges, oldest first.</summary>
internal sealed record RecordRequest : IValidated
{
    private const int MaxExchanges = 100;

    /// <summary>1 to 100 exchanges.</summary>
    public required IReadOnlyList<RecordedExchange> Exchanges { get; init; }

    public void Validate(Errors errors)
    {
        errors.Count(Exchanges, 1, MaxExchanges, "exchanges");
        for (var i = 0; i < Exchanges.Count; i++)
            Exchanges[i].Validate($"exchanges[{i}]", errors);
    }
}

/// <summary>What was taken in.</summary>
/// <param name="Session">The session.</param>
/// <param name="Results">One for each exchange, in order.</param>
internal sealed record RecordResponse(SessionId Session, IReadOnlyList<RecordResult> Results);

/// <summary>One exchange that was taken in.</summary>
/// <param name="Exchange">Its id.</param>
/// <param name="Duplicate">Whether an earlier request with the same idempotency key recorded it.</param>
internal sealed record RecordResult(ExchangeId Exchange, bool Duplicate);
