namespace ChatMemory.Sessions;

/// <summary>What a command comes to: the records to append, and what its caller is told once they are durable.</summary>
/// <param name="Outcome">For the caller.</param>
/// <param name="Events">To append together; none when nothing changes.</param>
/// <param name="Skip">Numbers to leave unused before them.</param>
internal readonly record struct SessionDecision<T>(T Outcome, IReadOnlyList<SessionEvent> Events, int Skip = 0)
{
    public SessionDecision(T outcome)
        : this(outcome, [])
    {
    }
}
