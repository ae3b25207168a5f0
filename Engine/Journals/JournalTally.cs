using System.Runtime.InteropServices;

namespace ChatMemory.Journals;

/// <summary>What the writer of a journal counts, so that it can be summed over a tenant without reading the journals.</summary>
/// <param name="Held">How many things the journal holds.</param>
/// <param name="Day">The day (UTC) of <paramref name="Written"/>.</param>
/// <param name="Written">How many things callers wrote on that day.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct JournalTally(long Held, DateOnly Day, long Written)
{
    /// <summary>How many things callers wrote on a day: none, when the tally is of another.</summary>
    public long WrittenOn(DateOnly day) => Day == day ? Written : 0;
}
