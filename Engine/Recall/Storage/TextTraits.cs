using ChatMemory.Memories;
using ChatMemory.Recall.Text;
using ChatMemory.Recall.Times;

namespace ChatMemory.Recall.Storage;

/// <summary>What a text is like, worked out once when it is stored.</summary>
internal sealed record TextTraits
{
    /// <summary>How many terms it has.</summary>
    public required int Length { get; init; }

    /// <summary>Who said it, folded; empty when not known.</summary>
    public required string Speaker { get; init; }

    /// <summary>Hashes of its terms in their order: what phrases and likeness of wording are judged by.</summary>
    public required int[] Terms { get; init; }

    /// <summary>The times it speaks of, seen from when it was said.</summary>
    public required TimeRange[] Times { get; init; }

    /// <summary>What it has that a question may ask for.</summary>
    public required TextFeatures Features { get; init; }

    public static TextTraits Of(Memory memory, IReadOnlyList<Token> tokens)
    {
        int[] terms = [.. tokens.Where(token => !token.IsStop).Select(token => StableHash.Of(token.Term))];
        var times = TimeExpressions.Find(tokens, DateOnly.FromDateTime(memory.SaidAt.UtcDateTime));
        return new()
        {
            Length = terms.Length,
            Speaker = Names.Fold(memory.Speaker ?? (memory.Kind == MemoryKind.Episode ? Names.Opening(memory.Text) : null)),
            Terms = terms,
            Times = [.. times],
            Features = FeaturesOf(memory.Text, tokens),
        };
    }

    /// <summary>The share of terms that two texts have in common, 0 to 1.</summary>
    public float Likeness(TextTraits other)
    {
        var mine = Terms.ToHashSet();
        var all = mine.Count;
        var common = 0;
        foreach (var term in other.Terms.Distinct())
        {
            if (mine.Contains(term))
                common++;
            else
                all++;
        }

        return all == 0 ? 0 : (float)common / all;
    }

    /// <summary>The share of another text's terms that this one has, 0 to 1.</summary>
    public float Share(TextTraits other)
    {
        var common = 0;
        foreach (var term in other.Terms)
            common += Array.IndexOf(Terms, term) < 0 ? 0 : 1;
        return other.Terms.Length == 0 ? 0 : (float)common / other.Terms.Length;
    }

    private static TextFeatures FeaturesOf(string text, IReadOnlyList<Token> tokens)
    {
        var features = TextFeatures.None;
        if (text.AsSpan().TrimEnd().EndsWith('?'))
            features |= TextFeatures.Asks;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].IsNumber && !tokens[i].IsStop)
                features |= TextFeatures.Number;
            if (tokens[i].IsCapital && !tokens[i].IsStop && i > 0 && !tokens[i].StartsSentence)
                features |= TextFeatures.Name;
            if (tokens[i].Surface is "because" or "cause" or "cuz" or "since" or "reason" or "reasons" or "so" or "therefore" or "thanks" or "wanted" or "hence")
                features |= TextFeatures.Reason;
        }

        return features;
    }
}

/// <summary>What a text has that a question may ask for.</summary>
[Flags]
internal enum TextFeatures
{
    None = 0,
    Asks = 1,
    Number = 2,
    Name = 4,
    Reason = 8,
}
