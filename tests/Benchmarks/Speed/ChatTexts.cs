namespace ChatMemory.Benchmarks.Speed;

/// <summary>Sentences of made-up words whose frequencies fall as those of a language do, so that some are in every tenth text and most are rare.</summary>
internal sealed class ChatTexts(Random random)
{
    private const int Vocabulary = 20_000;
    private const int WordsOfText = 20;
    private const int WordsOfQuestion = 7;

    private readonly string[] _words = [.. Enumerable.Range(0, Vocabulary).Select(_ => Word(random))];

    public string Next() => Sentence(WordsOfText);

    public string Question() => "What about " + Sentence(WordsOfQuestion) + "?";

    private string Sentence(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => _words[Rank()]));

    // Log-uniform ranks: a word's frequency is near inverse to its rank.
    private int Rank() => (int)Math.Exp(random.NextDouble() * Math.Log(Vocabulary)) % Vocabulary;

    private static string Word(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => "bdfgklmnprstvz"[random.Next(14)].ToString() + "aeiou"[random.Next(5)]));
}
