using System.Collections.Frozen;

namespace ChatMemory.Recall.Text;

/// <summary>English word endings after Porter's second algorithm (snowballstem.org), on folded words.</summary>
internal static class EnglishStemmer
{
    private static readonly (string Ending, string New)[] Step2 =
    [
        ("ational", "ate"), ("ization", "ize"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"), ("tional", "tion"), ("biliti", "ble"),
        ("lessli", "less"), ("entli", "ent"), ("ation", "ate"), ("alism", "al"), ("aliti", "al"), ("ousli", "ous"), ("iviti", "ive"),
        ("fulli", "ful"), ("enci", "ence"), ("anci", "ance"), ("abli", "able"), ("izer", "ize"), ("ator", "ate"), ("alli", "al"), ("bli", "ble"),
        ("ogi", "og"), ("li", ""),
    ];

    private static readonly (string Ending, string New)[] Step3 =
    [
        ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ative", ""), ("ical", "ic"), ("ness", ""), ("ful", ""),
    ];

    // Their endings are none.
    private static readonly FrozenSet<string> Unchanged = Lines.Words(
        "news atlas cosmos bias andes sky only early inning outing canning herring earring proceed exceed succeed evening morning wedding ceiling")
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Step4 =
        ["ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic"];

    public static string Stem(string word)
    {
        if (word.Length <= 2 || Unchanged.Contains(word))
            return word;

        var region1 = Region1(word);
        var region2 = RegionAfter(word, region1);
        var stem = Plural(word);
        stem = PastAndProgressive(stem, region1);
        if (stem.Length > 2 && stem[^1] == 'y' && !IsVowel(stem, stem.Length - 2))
            stem = stem[..^1] + 'i';
        stem = Replace(stem, region1, region2, Step2);
        stem = Replace(stem, region1, region2, Step3);
        stem = Drop(stem, region2);
        return FinalE(stem, region1, region2);
    }

    private static string Plural(string word)
    {
        if (word.EndsWith("sses", StringComparison.Ordinal))
            return word[..^2];
        if (word.EndsWith("ies", StringComparison.Ordinal) || word.EndsWith("ied", StringComparison.Ordinal))
            return word.Length > 4 ? word[..^2] : word[..^1];
        if (word[^1] != 's' || word.EndsWith("ss", StringComparison.Ordinal) || word.EndsWith("us", StringComparison.Ordinal))
            return word;
        for (var i = 0; i < word.Length - 2; i++)
        {
            if (IsVowel(word, i))
                return word[..^1];
        }

        return word;
    }

    private static string PastAndProgressive(string word, int region1)
    {
        if (word.EndsWith("eed", StringComparison.Ordinal))
            return word.Length - 3 >= region1 ? word[..^1] : word;
        var cut = word.EndsWith("ingly", StringComparison.Ordinal) ? 5
            : word.EndsWith("edly", StringComparison.Ordinal) ? 4
            : word.EndsWith("ing", StringComparison.Ordinal) ? 3
            : word.EndsWith("ed", StringComparison.Ordinal) ? 2 : 0;
        if (cut == 0 || !HasVowel(word, word.Length - cut))
            return word;

        var stem = word[..^cut];
        if (stem.EndsWith("at", StringComparison.Ordinal) || stem.EndsWith("bl", StringComparison.Ordinal) || stem.EndsWith("iz", StringComparison.Ordinal))
            return stem + 'e';
        if (stem.Length > 2 && stem[^1] == stem[^2] && stem[^1] is 'b' or 'd' or 'f' or 'g' or 'm' or 'n' or 'p' or 'r' or 't')
            return stem[..^1];
        return stem.Length <= Math.Max(region1, 3) && EndsShort(stem) && region1 >= stem.Length ? stem + 'e' : stem;
    }

    private static string Replace(string word, int region1, int region2, (string Ending, string New)[] rules)
    {
        foreach (var (ending, replacement) in rules)
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal))
                continue;
            var start = word.Length - ending.Length;
            if (start < region1 || (ending == "ative" && start < region2))
                return word;
            if (ending == "ogi" && (start == 0 || word[start - 1] != 'l'))
                return word;
            if (ending == "li" && (start == 0 || !"cdeghkmnrt".Contains(word[start - 1])))
                return word;
            return word[..start] + replacement;
        }

        return word;
    }

    private static string Drop(string word, int region2)
    {
        foreach (var ending in Step4)
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal))
                continue;
            var start = word.Length - ending.Length;
            return start < region2 || (ending == "ion" && (start == 0 || word[start - 1] is not ('s' or 't'))) ? word : word[..start];
        }

        return word;
    }

    private static string FinalE(string word, int region1, int region2)
    {
        var last = word.Length - 1;
        if (word[last] == 'e' && (last >= region2 || (last >= region1 && !EndsShort(word[..last]))))
            return word[..last];
        return word[last] == 'l' && last >= region2 && last > 0 && word[last - 1] == 'l' ? word[..last] : word;
    }

    private static int Region1(string word)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["gener", "commun", "arsen"])
        {
            if (word.StartsWith(prefix, StringComparison.Ordinal))
                return prefix.Length;
        }

        return RegionAfter(word, 0);
    }

    // After the first consonant that follows a vowel.
    private static int RegionAfter(string word, int start)
    {
        for (var i = start + 1; i < word.Length; i++)
        {
            if (!IsVowel(word, i) && IsVowel(word, i - 1) && i - 1 >= start)
                return i + 1;
        }

        return word.Length;
    }

    private static bool EndsShort(string word) => word.Length switch
    {
        < 2 => false,
        2 => IsVowel(word, 0) && !IsVowel(word, 1),
        _ => !IsVowel(word, word.Length - 3) && IsVowel(word, word.Length - 2) && !IsVowel(word, word.Length - 1) && word[^1] is not ('w' or 'x' or 'y'),
    };

    private static bool HasVowel(string word, int length)
    {
        for (var i = 0; i < length; i++)
        {
            if (IsVowel(word, i))
                return true;
        }

        return false;
    }

    // A "y" at the beginning or after a vowel is a consonant.
    private static bool IsVowel(string word, int i) =>
        word[i] is 'a' or 'e' or 'i' or 'o' or 'u' || (word[i] == 'y' && i > 0 && !IsVowel(word, i - 1));
}
