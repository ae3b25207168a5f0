using System.Text.Json;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Memories;

/// <summary>What a memory is about.</summary>
public enum MemoryKind
{
    /// <summary>Who the user is: name, place, work, health, family.</summary>
    Profile,

    /// <summary>What the user likes, dislikes or wants done in a certain way.</summary>
    Preference,

    /// <summary>What the user does again and again.</summary>
    Pattern,

    /// <summary>What the user is working on or plans.</summary>
    Task,

    /// <summary>What a tool returned.</summary>
    ToolResult,

    /// <summary>A stretch of conversation in short.</summary>
    Summary,

    /// <summary>A turn kept word for word.</summary>
    Episode,

    /// <summary>Anything else worth keeping. The default.</summary>
    Fact,
}

/// <summary>How far a memory is to be believed. A lower one never supersedes a higher one.</summary>
public enum Authority
{
    /// <summary>Concluded from what others said, as from the assistant's own words.</summary>
    Inferred,

    /// <summary>The user said so, or a caller stored it.</summary>
    Stated,

    /// <summary>A person looked at this memory and set its text.</summary>
    Confirmed,
}

/// <summary>Whose and what a memory is for, beyond the user; each null when it does not matter.</summary>
/// <param name="Agent">The assistant it belongs to.</param>
/// <param name="App">The application it belongs to.</param>
/// <param name="Run">The run or session it belongs to.</param>
public sealed record MemoryScope(string? Agent = null, string? App = null, string? Run = null);

/// <summary>Where in a text something stands, in UTF-16 characters.</summary>
/// <param name="Start">The first character, counted from 0.</param>
/// <param name="Length">How many.</param>
public sealed record TextSpan(int Start, int Length);

/// <summary>Where a memory comes from. There is no memory without it.</summary>
/// <param name="Source">What made it: <c>api</c>, <c>episode</c>, <c>rules</c>, <c>model</c>, or the name of another extractor.</param>
/// <param name="Role">Who said it.</param>
/// <param name="Session">The session it was said in.</param>
/// <param name="Exchange">The exchange it was said in.</param>
/// <param name="Item">Which item of the exchange, input and output counted together from 0.</param>
/// <param name="Span">Where in that item's text.</param>
/// <param name="Model">The language model that extracted it.</param>
public sealed record Provenance(
    string Source,
    ChatRole Role,
    SessionId? Session = null,
    ExchangeId? Exchange = null,
    int? Item = null,
    TextSpan? Span = null,
    string? Model = null);

/// <summary>One remembered statement.</summary>
public sealed record Memory
{
    /// <summary>The longest text in UTF-16 characters.</summary>
    public const int MaxTextLength = 8_000;

    /// <summary>Its id.</summary>
    public required MemoryId Id { get; init; }

    /// <summary>Counts the versions of its text from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The statement.</summary>
    public required string Text { get; init; }

    /// <summary>What it is about.</summary>
    public required MemoryKind Kind { get; init; }

    /// <summary>Whose and what it is for.</summary>
    public MemoryScope Scope { get; init; } = new();

    /// <summary>Where it comes from.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>How far it is to be believed.</summary>
    public Authority Authority { get; init; } = Authority.Stated;

    /// <summary>
    /// What question the memory answers where only one answer can hold at a time, such as <c>home.place</c> or <c>work.employer</c>:
    /// another answer supersedes it. Null where many can hold.
    /// </summary>
    public string? Slot { get; init; }

    /// <summary>Free tags of the caller, any JSON values.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    /// <summary>Free category names.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Who said it by name, where the conversation had names.</summary>
    public string? Speaker { get; init; }

    /// <summary>When it was said.</summary>
    public required DateTimeOffset SaidAt { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Since when it holds; null when not known.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when it held; null while it holds.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The memory that took its place.</summary>
    public MemoryId? SupersededBy { get; init; }

    /// <summary>When it ceases to be recalled and listed; null never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether reconciliation and update must leave it as it is. It can be deleted.</summary>
    public bool Immutable { get; init; }

    /// <summary>
    /// Whether the user asked to keep it in front: recall returns it before others, as far as limit, tokens, filter and least score
    /// allow, and nothing that is learned later ends it.
    /// </summary>
    public bool Pinned { get; init; }

    /// <summary>Whether it holds at a time: not superseded and not expired.</summary>
    public bool IsCurrent(DateTimeOffset at) => CurrentUntil > at.UtcTicks;

    /// <summary>The first moment at which it is not current any more, in ticks of UTC; the largest number when there is none.</summary>
    internal long CurrentUntil => Math.Min(ValidUntil?.UtcTicks ?? long.MaxValue, ExpiresAt?.UtcTicks ?? long.MaxValue);
}
