using System.Text.Json;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Filters;
using ChatMemory.Api.Mem0.Items;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Changing;

/// <summary>Changes a memory. What is left out stays as it is.</summary>
internal sealed record UpdateRequest
{
    public string? Text { get; init; }

    public JsonElement Metadata { get; init; }

    public JsonElement Timestamp { get; init; }

    /// <summary>The last day on which it is visible; null removes it, left out it stays.</summary>
    public JsonElement ExpirationDate { get; init; }

    public UpdateMemory ToCommand(MemoryId memory)
    {
        var command = new UpdateMemory(
            memory,
            Text,
            MemoryMetadata.Read(Metadata),
            ExpiresAt: ExpirationDates.End(Mem0Body.Part(ExpirationDate)),
            ClearExpiry: ExpirationDate.ValueKind == JsonValueKind.Null,
            SaidAt: Mem0Body.Part(Timestamp) is { } time
                ? Moments.Of(time) ?? throw new Mem0RequestException("timestamp must be seconds since 1970 or a time.")
                : null);
        return command == new UpdateMemory(memory) ? throw new Mem0RequestException("At least one of text, metadata, timestamp, expiration_date is required.") : command;
    }
}

/// <summary>An answer of little more than a sentence.</summary>
/// <param name="Message">The sentence.</param>
/// <param name="EventId">Names what was done.</param>
/// <param name="CascadeCount">How many superseded memories went with the deleted one.</param>
internal sealed record MessageAnswer(string Message, string? EventId = null, int? CascadeCount = null);
