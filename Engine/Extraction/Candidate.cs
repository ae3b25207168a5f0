using System.Text.Json;
using ChatMemory.Memories;

namespace ChatMemory.Extraction;

/// <summary>What an extractor proposes to remember. Reconciliation decides what becomes of it.</summary>
public sealed record Candidate
{
    /// <summary>The statement, in the language of the conversation, understandable by itself.</summary>
    public required string Text { get; init; }

    /// <summary>What it is about.</summary>
    public required MemoryKind Kind { get; init; }

    /// <summary>Where it was said: exchange, item and span. A candidate without a span that quotes its item is dropped.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>See <see cref="Memory.Slot"/>.</summary>
    public string? Slot { get; init; }

    /// <summary>What the statement corrects, in words: the former value in "I moved from X to Y" is X. Null when it corrects nothing that was said.</summary>
    public string? Corrects { get; init; }

    /// <summary>Whether the user asked for the statement to be forgotten: matching memories are ended, nothing is added.</summary>
    public bool Retracts { get; init; }

    /// <summary>How far it is to be believed.</summary>
    public Authority Authority { get; init; } = Authority.Stated;

    /// <summary>Whose and what it is for.</summary>
    public MemoryScope Scope { get; init; } = new();

    /// <summary>Free tags.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    /// <summary>Free category names.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Who said it by name.</summary>
    public string? Speaker { get; init; }

    /// <summary>When it was said.</summary>
    public required DateTimeOffset SaidAt { get; init; }

    /// <summary>When it ceases to be recalled; null never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>See <see cref="Memory.Immutable"/>.</summary>
    public bool Immutable { get; init; }
}
