using System.Text.RegularExpressions;

namespace ChatMemory.Extraction.Rules;

/// <summary>Divides a sentence where a new statement begins, and keeps those that state something.</summary>
internal static class Clauses
{
    private const RegexOptions Linear =
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Subject = @"i|i['’]m|im|i['’]ve|ive|i['’]d|i['’]ll|my|we|we['’]re|we['’]ve|our|she|she['’]s|he|he['’]s|they|they['’]re|it|it['’]s|its|you|your";
    private const string Asking = @"what|whats|what['’]s|where|when|how|why|who|which|whose|can|could|should|would|will|do|does|did|is|are|was|am|any|please";

    // Each finds a gap between two clauses; "next" is where the second begins.
    private static readonly Regex Gap = new(
        @"(\s*[;()…]+\s*|\s+[-–—]+\s+|\.{2,}\s*|[:]\s+)(?<next>\S)"
        + @"|,?\s+(but|because|cause|cuz|bc|although|though|whereas|so that|except|however)\s+(?<next>\S)"
        + @"|,?\s+(?<next>(if|unless|which|who|whether)\s)"
        + @"|,?\s+(?<next>(when|while|since|where|after|before|until|like) (i|we|you|he|she|they|my|i['’]m)\s)"
        + $@"|(,\s*|\s+)((and|so|then|plus|also|now)\s+)+(?<next>({Subject}|please)\s)"
        + $@"|,\s*(?<next>({Subject}|{Asking}|now|never mind|actually|thanks|just)\s)",
        Linear);

    // "I live in Rome and work at ENI": the second verb has the first one's subject.
    private static readonly Regex SharedSubject = new(
        @"\s+and\s+(?<next>((work|live|study|teach|moved|used to|run|own|hate|love|have|am|drive|lives|works|studies|has|loves|hates|is|teaches)\s+(at|as|in|for|to|with|near|from|a|an|two|three|my|our|his|her)\s))", Linear);

    // What joins a clause to the next belongs to neither.
    private static readonly Regex Loose = new(@"([\s,;:()–—-]+(and|but|so|because|cause|cuz|bc|although|though|whereas|except|however|then|plus|also|or|now))*[\s,;:()–—-]*$", Linear);

    private static readonly Regex Question = new(
        @"^((what|whats|what's|where|when|how|hows|why|who|whom|whose|which)\b|(can|could|should|would|will|do|does|did|is|are|was|were|am|have|has|had|may|shall|isn't|aren't|don't|doesn't|won't|can't|dont|doesnt) (i|we|you|he|she|it|they|my|there|the|this|that|your|anyone|a|an)\b)", Linear);

    private static readonly Regex Unreal = new(
        @"^(if|unless|whether|which|who|when|while|where|like|until|after|before)\b|\b(wish|if only|what if|would have|could have|should have|as if|as though|were i)\b|\b(would|could|might)\b.*\bif\b", Linear);

    // "He said he lives in Rome": others' words, and what others want to know.
    private static readonly Regex Reported = new(
        @"\b(said|says|saying|asked|asks|asking|claims|claimed|thinks|thought|believes|wrote|writes|tells|heard|read) (me |us |that |if |whether |he |she |they |i |it |my |her |his |you )", Linear);

    /// <summary>The clauses that state something, in order. A shared subject is put in front again.</summary>
    public static IEnumerable<Clause> Of(Sentence sentence)
    {
        var real = !Hypothetical(sentence.Text);
        var parts = Split(sentence).ToList();
        var asked = sentence.IsQuestion ? parts.FindIndex(part => Question.IsMatch(Wording.Plain(part.Text))) : -1;
        if (sentence.IsQuestion && asked < 0)
            asked = parts.Count - 1;

        for (var i = 0; real && i < parts.Count; i++)
        {
            var plain = Wording.Plain(parts[i].Text);
            var request = Wording.Request(plain);
            if (request is null && ((asked >= 0 && i >= asked) || Question.IsMatch(plain)))
                yield break;
            if (Unreal.IsMatch(plain) || Reported.IsMatch(plain) || plain.Contains('\u25A1'))
                continue;
            yield return new(parts[i].Start, parts[i].Text, request ?? plain) { IsGreeting = Wording.Greets(sentence.Text) };
        }
    }

    private static bool Hypothetical(string sentence) =>
        Wording.Plain(sentence) is var plain
        && (plain.StartsWith("if ", StringComparison.OrdinalIgnoreCase) || plain.StartsWith("I wish", StringComparison.OrdinalIgnoreCase)
            || plain.StartsWith("what if", StringComparison.OrdinalIgnoreCase) || plain.StartsWith("when I was", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Sentence> Split(Sentence sentence)
    {
        var start = 0;
        foreach (var next in Starts(sentence.Text).Append(sentence.Text.Length))
        {
            var text = Loose.Replace(sentence.Text[start..next], string.Empty);
            if (text.Length > 0)
                yield return new(sentence.Start + start, text, IsQuestion: false);
            start = next;
        }
    }

    private static IEnumerable<int> Starts(string text) =>
        Gap.Matches(text).Concat(SharedSubject.Matches(text))
            .Select(match => match.Groups["next"].Index).Where(index => index > 0).Distinct().Order();
}

/// <summary>One statement of a sentence.</summary>
/// <param name="Start">Where it begins in the message.</param>
/// <param name="Text">The message's own characters.</param>
/// <param name="Plain">The same in plain wording, as the rules read it.</param>
internal sealed record Clause(int Start, string Text, string Plain)
{
    /// <summary>Whether its sentence greets, as introductions do.</summary>
    public bool IsGreeting { get; init; }

    /// <summary>The value that it puts right, when the clause itself no longer shows it.</summary>
    public string? Former { get; init; }
}
