using ChatMemory.Api.Json;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Routing;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace ChatMemory.Api.Memories;

/// <summary>Adds to a user's memory: statements word for word, or a conversation to learn from.</summary>
internal sealed record AddRequest : IValidated
{
    private const int MaxMemories = 1_000;
    private const int MaxMessages = 256;

    /// <summary>Statements to store as they are.</summary>
    public IReadOnlyList<NewMemory>? Memories { get; init; }

    /// <summary>A conversation to learn from; it is recorded as an exchange and what is worth remembering is extracted in the background.</summary>
    public Items? Messages { get; init; }

    /// <summary>With <c>messages</c>: the session they are recorded in; without it a new one.</summary>
    public SessionId? Session { get; init; }

    /// <summary>With <c>messages</c>: when they were said; without it now.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>With <c>messages</c>: the scopes and metadata of what is learned.</summary>
    public MemoryUse? Memory { get; init; }

    /// <summary>A repeated request with the same key answers what the first one did. The header <c>Idempotency-Key</c> does the same.</summary>
    public string? IdempotencyKey { get; init; }

    public void Validate(Errors errors)
    {
        errors.Require(Memories is null != Messages is null, "memories", "Either memories or messages is expected.");
        errors.Count(Memories, 1, MaxMemories, "memories");
        errors.Count(Messages?.Of, 1, MaxMessages, "messages");
        errors.Id(Session?.Value, "session");
        errors.Length(IdempotencyKey, KeyText.MaxLength, "idempotency_key");
        Memory?.Validate("memory", errors);
        for (var i = 0; i < (Memories?.Count ?? 0); i++)
        {
            var text = Memories![i].Text;
            errors.Require(text.Length is > 0 and <= ChatMemory.Memories.Memory.MaxTextLength, $"memories[{i}].text", $"Must have 1 to {ChatMemory.Memories.Memory.MaxTextLength} characters.");
        }
    }
}

/// <summary>A conversation was recorded and will be learned from.</summary>
/// <param name="Session">The session it is recorded in.</param>
/// <param name="Exchange">The exchange it is.</param>
internal sealed record LearnAccepted(SessionId Session, ExchangeId Exchange);

internal static class AddMemoriesEndpoint
{
    public static async Task<IResult> HandleAsync(
        Owner owner,
        AddRequest request,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyHeader,
        IChatMemoryHost host,
        IIdSource ids,
        CancellationToken cancellationToken)
    {
        var key = request.IdempotencyKey ?? idempotencyHeader;
        if (request.Memories is { } memories)
            return TypedResults.Ok(await host.User(owner.Key).AddAsync(new(memories, key), cancellationToken));

        var session = request.Session ?? SessionId.Parse(ids.Next().ToString("D"));
        var outcome = await host.Session(owner.Session(session)).RecordAsync(
            new() { Items = request.Messages!.Of, IdempotencyKey = key, SaidAt = request.SaidAt, Memory = request.Memory ?? new() }, cancellationToken);
        return outcome is StartOutcome.Accepted accepted
            ? TypedResults.Json(new LearnAccepted(session, accepted.Exchange), statusCode: StatusCodes.Status202Accepted)
            : StartProblems.Of(outcome);
    }
}
