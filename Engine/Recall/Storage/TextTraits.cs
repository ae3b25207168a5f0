using ChatMemory.Memories;
using ChatMemory.Recall.Text;

namespace ChatMemory.Recall.Storage;

/// <summary>What a text is like, worked out once when it is stored.</summary>
/// <param name="Length">How many terms it has.</param>
/// <param name="Speaker">Who said it, folded; empty when not known.</param>
/// <param name="Terms">Hashes of its terms, ascending: what likeness of wording is judged by.</param>
/// <param name="Asks">Whether it ends as a question.</param>
internal sealed record TextTraits(int Length, string Speaker, int[] Terms, bool Asks)
{
    public static TextTraits Of(Memory memory, IReadOnlyCollection<string> terms) => new(
        terms.Count,
        Names.Fold(memory.Speaker),
        [.. terms.Distinct(StringComparer.Ordinal).Select(StableHash.Of).Order()],
        memory.Text.AsSpan().TrimEnd().EndsWith('?'));

    /// <summary>The share of terms that two texts have in common, 0 to 1.</summary>
    public float Likeness(TextTraits other)
    {
        int i = 0, j = 0, common = 0;
        while (i < Terms.Length && j < other.Terms.Length)
        {
            var order = Terms[i].CompareTo(other.Terms[j]);
            common += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        var all = Terms.Length + other.Terms.Length - common;
        return all == 0 ? 0 : (float)common / all;
    }
}
