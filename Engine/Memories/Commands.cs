using System.Text.Json;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Memories;

/// <summary>A statement to store.</summary>
public sealed record NewMemory
{
    /// <summary>The statement, 1 to <see cref="Memory.MaxTextLength"/> characters.</summary>
    public required string Text { get; init; }

    /// <summary>Default <see cref="MemoryKind.Fact"/>.</summary>
    public MemoryKind Kind { get; init; } = MemoryKind.Fact;

    /// <summary>Whose and what it is for.</summary>
    public MemoryScope Scope { get; init; } = new();

    /// <summary>Free tags: at most 64 keys, 16 KiB together as JSON.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    /// <summary>At most 32 names.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>See <see cref="Memory.Slot"/>.</summary>
    public string? Slot { get; init; }

    /// <summary>Who said it by name.</summary>
    public string? Speaker { get; init; }

    /// <summary>When it was said; null means now.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>When it ceases to be recalled.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>See <see cref="Memory.Immutable"/>.</summary>
    public bool Immutable { get; init; }

    /// <summary>See <see cref="Memory.Pinned"/>.</summary>
    public bool Pinned { get; init; }

    /// <summary>Where it comes from; null means stored by a caller as the user's words.</summary>
    public Provenance? Provenance { get; init; }
}

/// <summary>Stores statements word for word.</summary>
/// <param name="Memories">1 to 1,000 of them.</param>
/// <param name="IdempotencyKey">Makes a repeated call answer what the first one did, at least for the last 10,000 keys of the user, as long as those calls stored no more than a million statements together; at most 256 characters.</param>
public sealed record AddMemories(IReadOnlyList<NewMemory> Memories, string? IdempotencyKey = null);

/// <summary>What became of <see cref="IUserMemory.AddAsync"/>.</summary>
/// <param name="Results">One for each statement, in order.</param>
/// <param name="Token">Recall with it as <see cref="Recall.RecallQuery.AtLeast"/> sees this write.</param>
public sealed record AddOutcome(IReadOnlyList<AddedMemory> Results, long Token);

/// <summary>What became of one statement.</summary>
/// <param name="Memory">The memory it is now.</param>
/// <param name="Created">False when it was there already.</param>
public sealed record AddedMemory(MemoryId Memory, bool Created);

/// <summary>Changes a memory. What is null stays as it is.</summary>
/// <param name="Id">The memory.</param>
/// <param name="Text">The new text. It makes the memory <see cref="Authority.Confirmed"/>.</param>
/// <param name="Metadata">The new metadata, replacing the old.</param>
/// <param name="Kind">The new kind.</param>
/// <param name="Categories">The new categories, replacing the old.</param>
/// <param name="ExpiresAt">The new expiry.</param>
/// <param name="ClearExpiry">Whether the expiry is removed.</param>
/// <param name="Pinned">Whether it is pinned.</param>
/// <param name="ExpectedVersion">The change is refused when the memory has another version by now; null does not look.</param>
/// <param name="SaidAt">When it was said.</param>
public sealed record UpdateMemory(
    MemoryId Id,
    string? Text = null,
    IReadOnlyDictionary<string, JsonElement>? Metadata = null,
    MemoryKind? Kind = null,
    IReadOnlyList<string>? Categories = null,
    DateTimeOffset? ExpiresAt = null,
    bool ClearExpiry = false,
    bool? Pinned = null,
    int? ExpectedVersion = null,
    DateTimeOffset? SaidAt = null);

/// <summary>How <see cref="IUserMemory.UpdateAsync"/> went.</summary>
public enum UpdateStatus
{
    /// <summary>It is changed.</summary>
    Updated,

    /// <summary>There is no such memory.</summary>
    NotFound,

    /// <summary>The memory is immutable.</summary>
    Immutable,

    /// <summary>The memory has another version by now.</summary>
    VersionConflict,
}

/// <summary>What became of <see cref="IUserMemory.UpdateAsync"/>.</summary>
/// <param name="Status">How it went.</param>
/// <param name="Memory">The memory as it is now; null when there is none.</param>
/// <param name="Token">Recall with it sees this write.</param>
public sealed record UpdateOutcome(UpdateStatus Status, Memory? Memory, long Token);

/// <summary>Deletes memories: those named, or those that a filter matches.</summary>
/// <param name="Ids">These; null when a filter says which.</param>
/// <param name="Filter">Those that match, superseded and expired ones included.</param>
/// <param name="WithSuperseded">Whether those that they superseded go as well, and so on back.</param>
public sealed record DeleteMemories(
    IReadOnlyList<MemoryId>? Ids = null, MemoryFilter? Filter = null, bool WithSuperseded = false);

/// <summary>What became of <see cref="IUserMemory.DeleteAsync"/>.</summary>
/// <param name="Deleted">The memories that were deleted, with the superseded ones.</param>
/// <param name="Token">Recall with it sees this write.</param>
public sealed record DeleteOutcome(IReadOnlyList<MemoryId> Deleted, long Token);

/// <summary>Asks for a page of memories.</summary>
/// <param name="Filter">Which; null means all.</param>
/// <param name="Limit">How many at most, 1 to 1,000.</param>
/// <param name="Cursor">Where the previous page ended; null begins.</param>
/// <param name="IncludeEnded">Whether superseded ones are shown.</param>
/// <param name="IncludeExpired">Whether expired ones are shown.</param>
public sealed record MemoryQuery(
    MemoryFilter? Filter = null, int Limit = 100, string? Cursor = null, bool IncludeEnded = false, bool IncludeExpired = false);

/// <summary>A page of memories.</summary>
/// <param name="Memories">Newest first.</param>
/// <param name="Next">Give it back for the next page; null when this is the last.</param>
/// <param name="Total">How many match in all.</param>
/// <param name="AsOf">The token of the newest write that the page includes.</param>
public sealed record MemoryPage(IReadOnlyList<Memory> Memories, string? Next, int Total, long AsOf = 0)
{
    /// <summary>Following the changes from there misses none that the page does not include.</summary>
    public FeedPosition FeedPosition { get; init; }
}

/// <summary>What kind of change a <see cref="MemoryChange"/> is.</summary>
public enum ChangeKind
{
    /// <summary>It was stored.</summary>
    Added,

    /// <summary>It was changed by a caller.</summary>
    Updated,

    /// <summary>Another took its place.</summary>
    Superseded,

    /// <summary>It was deleted; neither text is known any more.</summary>
    Deleted,
}

/// <summary>One change of one memory.</summary>
/// <param name="Number">The change's number within the user, growing: the sequence of its record in the user's journal.</param>
/// <param name="Memory">The memory.</param>
/// <param name="Kind">What happened.</param>
/// <param name="At">When.</param>
/// <param name="OldText">The text before; null when there was none or it is deleted.</param>
/// <param name="NewText">The text after; null when there is none or it is deleted.</param>
/// <param name="Cause">Where the change came from.</param>
/// <param name="SupersededBy">The memory that took its place.</param>
public sealed record MemoryChange(
    long Number,
    MemoryId Memory,
    ChangeKind Kind,
    DateTimeOffset At,
    string? OldText,
    string? NewText,
    Provenance Cause,
    MemoryId? SupersededBy = null);

/// <summary>Which part of learning a <see cref="LearnFromExchange"/> is; each has its effect once for each exchange.</summary>
public enum LearningPart
{
    /// <summary>The turns, word for word.</summary>
    Episodes,

    /// <summary>The facts that an extractor found.</summary>
    Facts,
}

/// <summary>Takes in what was learned from a completed exchange.</summary>
/// <param name="Session">The session.</param>
/// <param name="Exchange">The exchange.</param>
/// <param name="Part">Which part.</param>
/// <param name="UserEpoch">The epoch of the user's memory that the session was opened under; another one is refused.</param>
/// <param name="Candidates">What was found.</param>
/// <param name="Recalled">The memories that the model had been given: what only repeats them is not learned again.</param>
public sealed record LearnFromExchange(
    SessionId Session,
    ExchangeId Exchange,
    LearningPart Part,
    long UserEpoch,
    IReadOnlyList<Extraction.Candidate> Candidates,
    IReadOnlyList<RecalledRef> Recalled);

/// <summary>What became of <see cref="IUserMemory.LearnAsync"/>.</summary>
/// <param name="Status">How it went.</param>
/// <param name="Changed">How many memories were added, changed or ended.</param>
/// <param name="Token">Recall with it sees this write.</param>
public sealed record LearnOutcome(LearnStatus Status, int Changed, long Token);

/// <summary>How <see cref="IUserMemory.LearnAsync"/> went.</summary>
public enum LearnStatus
{
    /// <summary>It is taken in.</summary>
    Learned,

    /// <summary>It had been taken in before; nothing changed.</summary>
    AlreadyLearned,

    /// <summary>The user's memory was erased since; nothing changed and nothing ever will.</summary>
    Erased,
}
