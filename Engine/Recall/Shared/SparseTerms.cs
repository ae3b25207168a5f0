using System.Runtime.InteropServices;
using ChatMemory.Recall.Storage;
using ChatMemory.Recall.Text;

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
    public static SparseTerms OfText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var terms = IndexTerms.Of(TextAnalyzer.Analyze(text));
        var norm = Saturation * (1 - LengthWeight + (LengthWeight * terms.Count / UsualLength));
        return Of(terms, times => times * (Saturation + 1) / (times + norm));
    }

    /// <summary>The words of a question, each counting as much as the index says.</summary>
    public static SparseTerms OfQuestion(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Of(IndexTerms.Of(TextAnalyzer.Analyze(text)), static _ => 1);
    }

    private static SparseTerms Of(IEnumerable<string> terms, Func<int, float> weight) =>
        new([.. terms.GroupBy(Hash).OrderBy(group => group.Key).Select(group => new SparseTerm(group.Key, weight(group.Count())))]);

    private static uint Hash(string term) => (uint)StableHash.Of(term);
}
