using ChatMemory.Keys;

namespace ChatMemory.Support;

/// <summary>Ids that count up, so that two runs of a test have the same ones.</summary>
public sealed class SequentialIds : IIdSource
{
    private int _last;

    public Guid Next() => new(Interlocked.Increment(ref _last), 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0]);
}
