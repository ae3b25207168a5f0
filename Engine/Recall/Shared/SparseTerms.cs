using System.Runtime.InteropServices;

namespace ChatMemory.Recall.Shared;

/// <summary>A term of a sparse vector.</summary>
/// <param name="Index">The term's hash, the same in every process.</param>
/// <param name="Weight">How much it counts, above 0.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SparseTerm(uint Index, float Weight);

/// <summary>
/// The words of a text as a sparse vector for BM25. How often a term is used over all texts is for the index to know: it multiplies with the
/// inverse document frequency, so that a text never has to be written again because others came.
/// </summary>
public sealed class SparseTerms
{
    // BM25's usual constants. The average length must not move with the texts; memories are a sentence or two.
    private const float Saturation = 1.2f;
    private const float LengthWeight = 0.75f;
    private const float UsualLength = 12;

    private SparseTerms(IReadOnlyList<SparseTerm> all) => All = all;

    /// <summary>No words.</summary>
    public static SparseTerms None { get; } = new([]);

    /// <summary>The terms, each once, by index.</summary>
    public IReadOnlyList<SparseTerm> All { get; }

    /// <summary>The words of a text to find, weighted by how often they occur and how long it is.</summary>
    /// <param name="terms">Its terms, as often as they occur.</param>
    public static SparseTerms OfText(IReadOnlyCollection<string> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var norm = Saturation * (1 - LengthWeight + (LengthWeight * terms.Count / UsualLength));
        return Of(terms, times => times * (Saturation + 1) / (times + norm));
    }

    /// <summary>The words of a question, each counting as much as the index says.</summary>
    /// <param name="terms">Its terms.</param>
    public static SparseTerms OfQuestion(IReadOnlyCollection<string> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Of(terms, static _ => 1);
    }

    private static SparseTerms Of(IEnumerable<string> terms, Func<int, float> weight) =>
        new([.. terms.GroupBy(Hash).OrderBy(group => group.Key).Select(group => new SparseTerm(group.Key, weight(group.Count())))]);

    // FNV-1a with a final mix.
    private static uint Hash(string term)
    {
        var hash = 2166136261u;
        foreach (var c in term)
            hash = (hash ^ c) * 16777619;
        hash ^= hash >> 16;
        hash *= 0x85EBCA6B;
        return hash ^ (hash >> 13);
    }
}
