namespace ChatMemory.Load.Users;

/// <summary>
/// When a person's messages are due, from the start of the run. It is fixed beforehand: a server that is slow does not make people
/// write less, so that what it does to those who come later shows.
/// </summary>
internal sealed class Timetable(Random random, TimeSpan mean, TimeSpan shortest)
{
    public IEnumerable<TimeSpan> Until(TimeSpan end)
    {
        for (var due = First(); due < end; due += Thought())
            yield return due;
    }

    // As if everybody had been writing for long before, so that the rate is the set one from the first second on.
    private TimeSpan First() => random.NextDouble() < shortest / mean ? shortest * random.NextDouble() : Thought();

    // Independent of each other, as the decisions of many people are: all people's messages together come as a Poisson process.
    private TimeSpan Thought() => shortest + ((mean - shortest) * -Math.Log(1 - random.NextDouble()));
}
