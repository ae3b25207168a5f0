using ChatMemory.Extraction;
using ChatMemory.Sessions;

namespace ChatMemory.Memories;

/// <summary>
/// Keeps what recall gave to the model from being learned again from the model's words. What the user says counts, also when it
/// repeats a memory.
/// </summary>
internal sealed class EchoGuard
{
    private const double EchoedFact = 3 / 4d;
    private const double EchoedTurn = 1 / 2d;

    private readonly bool _trustsNothing;
    private readonly HashSet<string> _recalled = new(StringComparer.Ordinal);

    /// <summary>Reads what was recalled.</summary>
    /// <param name="recalled">What the model was given.</param>
    /// <param name="find">The memory of an id, null when it was deleted.</param>
    public EchoGuard(IReadOnlyList<RecalledRef> recalled, Func<Keys.MemoryId, Memory?> find)
    {
        foreach (var (id, version, _, _) in recalled)
        {
            // The text that the model saw is not known any more, so any of its words may repeat it.
            if (find(id) is not { } memory || memory.Version != version)
                _trustsNothing = true;
            else
                _recalled.UnionWith(Statement.Read(memory.Text).Content);
        }
    }

    public bool Drops(Candidate candidate)
    {
        if (candidate.Provenance.Role != ChatRole.Assistant)
            return false;
        if (_trustsNothing)
            return true;
        if (_recalled.Count == 0)
            return false;
        var (words, known) = (0, 0);
        foreach (var word in Statement.Read(candidate.Text).Content)
        {
            if (word is "you" or "your")
                continue;
            words++;
            if (_recalled.Contains(word))
                known++;
        }

        return known >= (candidate.Kind == MemoryKind.Episode ? EchoedTurn : EchoedFact) * words;
    }
}
