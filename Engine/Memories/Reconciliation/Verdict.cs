namespace ChatMemory.Memories;

/// <summary>What becomes of a candidate.</summary>
internal abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>It is known already, or not to be believed: nothing changes.</summary>
    internal sealed record Nothing : Verdict;

    /// <summary>It is stored, and what it contradicts is superseded by it.</summary>
    internal sealed record Store(IReadOnlyList<Memory> Supersedes) : Verdict;

    /// <summary>It held once: it is stored as ended, because something said later took its place.</summary>
    internal sealed record StoreEnded(Memory By) : Verdict;

    /// <summary>Nothing is stored, and what it takes back is ended.</summary>
    internal sealed record Retract(IReadOnlyList<Memory> Ends) : Verdict;
}
