using System.Globalization;
using System.Text;
using ChatMemory.Sessions;

namespace ChatMemory.Extraction;

/// <summary>Keeps what recall put in front of the model from coming back as news.</summary>
/// <param name="recalled">The texts that the model was given.</param>
internal sealed class EchoGuard(IEnumerable<string> recalled)
{
    // The assistant words a memory anew when it uses it; a statement made of a memory's words alone says nothing new.
    private const double MostlySame = 0.8;

    private readonly IReadOnlyList<HashSet<string>> _recalled = [.. recalled.Select(Words).Where(words => words.Count > 0)];

    /// <summary>Whether a candidate only repeats. The user's own words count as a repetition only when they are the same.</summary>
    public bool Echoes(Candidate candidate)
    {
        if (candidate.Retracts || candidate.Corrects is not null)
            return false;
        var words = Words(candidate.Text);
        return words.Count > 0 && _recalled.Any(known => candidate.Provenance.Role is ChatRole.User
            ? known.SetEquals(words)
            : words.Count(known.Contains) >= MostlySame * words.Count);
    }

    // Scripts that do not part words with spaces are taken letter by letter.
    private static HashSet<string> Words(string text)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var word = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            var alone = Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherLetter;
            if (alone || !Rune.IsLetterOrDigit(rune))
                Flush();
            if (alone)
                words.Add(rune.ToString());
            else if (Rune.IsLetterOrDigit(rune))
                word.Append(rune);
        }

        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }
}
