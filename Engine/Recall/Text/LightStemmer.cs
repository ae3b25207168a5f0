namespace ChatMemory.Recall.Text;

/// <summary>Cuts the commonest inflections of languages other than English, leaving at least four characters: too little rather than too much.</summary>
internal static class LightStemmer
{
    private const int Least = 4;

    private static readonly string[][] Endings =
    [
        [],
        ["ungen", "erin", "ern", "est", "ung", "em", "en", "er", "es", "e", "n", "s", "t"],
        ["issement", "atrice", "ation", "ements", "ement", "euses", "euse", "eux", "ait", "aient", "ees", "ee", "er", "es", "ez", "e", "s", "x"],
        ["amientos", "amiento", "aciones", "acion", "mente", "ando", "iendo", "aron", "aban", "adas", "ados", "ada", "ado", "ar", "er", "ir", "as", "es", "os", "a", "e", "o", "s"],
        ["azioni", "azione", "amente", "mente", "ando", "endo", "ata", "ate", "ati", "ato", "are", "ere", "ire", "a", "e", "i", "o"],
        ["amentos", "amento", "acoes", "acao", "mente", "ando", "endo", "aram", "adas", "ados", "ada", "ado", "ar", "er", "ir", "as", "es", "os", "a", "e", "o", "s"],
        ["heden", "heid", "ingen", "ing", "en", "er", "je", "e", "s", "t"],
        [
            "иями", "ями", "ами", "иях", "ого", "его", "ому", "ему", "ыми", "ими", "ешь", "ила", "или", "ать", "ять", "ить", "ала", "али", "ах", "ях", "ов", "ев", "ей",
            "ой", "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ую", "юю", "ом", "ем", "ам", "ям", "ла", "ло", "ли", "ть", "а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й",
        ],
    ];

    public static string Stem(string word, Language language)
    {
        foreach (var ending in Endings[(int)language])
        {
            if (word.Length - ending.Length >= Least && word.EndsWith(ending, StringComparison.Ordinal))
                return word[..^ending.Length];
        }

        return word;
    }
}
