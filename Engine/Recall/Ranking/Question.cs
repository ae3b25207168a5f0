using ChatMemory.Recall.Storage;
using ChatMemory.Recall.Text;

namespace ChatMemory.Recall.Ranking;

/// <summary>A question taken apart.</summary>
/// <param name="Terms">What to look up, each once, with the word as it was written.</param>
/// <param name="Speakers">Whom it names of those who spoke.</param>
internal sealed record Question(IReadOnlyList<(string Term, string Word)> Terms, IReadOnlySet<string> Speakers)
{
    // A mask of matched terms has this many bits; who writes more says the important first.
    public const int MostTerms = 64;

    public static Question Of(string text, SpeakerSet speakers)
    {
        var tokens = TextAnalyzer.Analyze(text);
        var named = speakers.NamedBy(tokens.Select(token => token.Surface).ToHashSet(StringComparer.Ordinal)).ToList();
        var names = named.Select(name => name.Word).ToHashSet(StringComparer.Ordinal);
        return new(
            [.. tokens.Where(token => !token.IsStop && !names.Contains(token.Surface)).DistinctBy(token => token.Term, StringComparer.Ordinal)
                .Take(MostTerms).Select(token => (token.Term, token.Surface))],
            named.Select(name => name.Speaker).ToHashSet(StringComparer.Ordinal));
    }
}
