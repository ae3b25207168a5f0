namespace ChatMemory.InProcess;

/// <summary>A loaded actor with its mailbox. It is let go only while no caller is inside.</summary>
internal sealed class Resident<TActor>(TActor actor, int maxCalls, long now)
    where TActor : class
{
    private const int LetGo = int.MinValue;

    private int _inside;
    private long _lastUse = now;

    public TActor Actor => actor;

    public Mailbox Mailbox { get; } = new(maxCalls);

    /// <summary>The clock's timestamp of the newest leaving.</summary>
    public long LastUse => Volatile.Read(ref _lastUse);

    public bool IsEmpty => Volatile.Read(ref _inside) == 0;

    /// <summary>Goes inside; false when it was let go and another one must be loaded.</summary>
    public bool TryEnter()
    {
        for (var inside = Volatile.Read(ref _inside); inside >= 0;)
        {
            var seen = Interlocked.CompareExchange(ref _inside, inside + 1, inside);
            if (seen == inside)
                return true;
            inside = seen;
        }

        return false;
    }

    public void Leave(long now)
    {
        Volatile.Write(ref _lastUse, now);
        Interlocked.Decrement(ref _inside);
    }

    /// <summary>Lets it go if it is idle and nobody is inside. An idle actor does nothing by itself, so the answer stays true.</summary>
    public async Task<bool> TryLetGoAsync()
    {
        if (Interlocked.CompareExchange(ref _inside, 1, 0) != 0)
            return false;
        var isIdle = actor is not IResident || await Mailbox.PostAsync(() => Task.FromResult(((IResident)actor).IsIdle));
        if (isIdle && Interlocked.CompareExchange(ref _inside, LetGo, 1) == 1)
            return true;
        Interlocked.Decrement(ref _inside);
        return false;
    }
}
