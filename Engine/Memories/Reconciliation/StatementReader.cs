namespace ChatMemory.Memories;

/// <summary>Reduces a text's words to those that tell one statement from another.</summary>
internal static class StatementReader
{
    private const string EndedHabit = "used to";

    public static IReadOnlyList<string> Read(string normalised, string denial)
    {
        var words = Forms(normalised);
        var read = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            if (IsSilent(words, i, read, denial))
                continue;
            if (EndsHabit(words, i))
                words[++i] = EndedHabit;
            if (words[i] == EndedHabit || Vocabulary.Denials.Contains(words[i]))
                read.Add(denial);
            else if (Vocabulary.Dislikes.Contains(words[i]))
                read.AddRange([denial, "like"]);
            else
                read.Add(words[i]);
        }

        return read;
    }

    private static List<string> Forms(string normalised)
    {
        var forms = new List<string>();
        foreach (var word in Words.Of(normalised))
        {
            if (IsOne(word))
                forms.Add(Form(word));
            else
                forms.AddRange(Expand(word).Select(Form));
        }

        return forms;
    }

    // "I used to smoke" denies; "I am used to noise" does not.
    private static bool EndsHabit(List<string> words, int i) =>
        words[i] == "used" && i + 1 < words.Count && words[i + 1] == "to" && (i == 0 || words[i - 1] is not ("am" or "is" or "are" or "got"));

    private static bool IsSilent(List<string> words, int i, List<string> read, string denial) =>
        Vocabulary.Fillers.Contains(words[i])
        || (Vocabulary.DenialParts.Contains(words[i]) && read.Contains(denial) && (i + 1 == words.Count || Vocabulary.Denials.Contains(words[i - 1])
            || Vocabulary.DenialParts.Contains(words[i - 1]) || words[i] == "any" && words[i + 1] is "more" or "longer"));

    private static bool IsOne(string word) => word != "cannot" && !word.Contains('\'', StringComparison.Ordinal);

    private static string[] Expand(string word) => word switch
    {
        "cannot" or "can't" => ["can", "not"],
        "won't" => ["will", "not"],
        _ when word.EndsWith("n't", StringComparison.Ordinal) => [word[..^3], "not"],
        _ when word.EndsWith("'s", StringComparison.Ordinal) => [word[..^2]],
        _ when word.EndsWith("'m", StringComparison.Ordinal) || word.EndsWith("'re", StringComparison.Ordinal) => [word[..word.IndexOf('\'', StringComparison.Ordinal)]],
        _ when word.EndsWith("'ve", StringComparison.Ordinal) => [word[..^3], "have"],
        _ => word.Split('\''),
    };

    private static string Form(string word)
    {
        if (Vocabulary.Synonyms.TryGetValue(word, out var same))
            return same;
        var singular = Singular(word);
        return Vocabulary.Synonyms.GetValueOrDefault(singular, singular);
    }

    // Only the ending s goes: tenses are told apart, because "liked" is not "likes".
    private static string Singular(string word)
    {
        if (word.Length < 4 || word[^1] != 's' || word[^2] is 's' or 'u' or 'i' || word.AsSpan().ContainsAnyExceptInRange('a', 'z'))
            return word;
        return word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4 ? word[..^3] + "y" : word[..^1];
    }
}
