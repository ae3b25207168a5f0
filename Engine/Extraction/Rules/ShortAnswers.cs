namespace ChatMemory.Extraction.Rules;

/// <summary>Spells out a short answer by the question before it: "Berlin" after "Where do you live?" is "I live in Berlin".</summary>
internal static class ShortAnswers
{
    private const int LongestAnswer = 5;

    private static readonly ClausePattern Yes = new(@"^(yes|yeah|yep|yup|correct|that is right|that's right|right|exactly|indeed|true|i do|i am|yes i do|yes i am|yes,? indeed|sure do)[.! ]*$");
    private static readonly ClausePattern Refusal = new(@"^(no|nope|not|never|none|nothing|nowhere|i|you|maybe|why|what|who|how|rather|prefer|ok|okay|sure|thanks|thank|please|let|can|could|it|that|this|yes|yeah|good|great|well|idk|dunno|later|skip|stop)\b");
    private static readonly ClausePattern Preposition = new("^(in|at|as|from|my|it is|it's|its|mostly|currently|near) (?<rest>.+)$");

    // Only questions about lasting facts: "are you ready?" and "do you want …?" ask about the moment.
    private static readonly ClausePattern YesNo = new(
        @"^(|.*[ ,])(?<verb>do|are|have) you (currently |still |also )?(?<rest>(live|work|study|have (a|an|any) (dog|cat|pet|sister|brother|son|daughter|allergy)|like|love|enjoy|prefer|eat|drink|play|speak|drive|own|from|based|living|allergic|vegan|vegetarian|pescatarian|married|single|retired|a [\p{L}]+|an [\p{L}]+|lactose|gluten|diabetic)\b.*)\?$");

    private static readonly (ClausePattern Question, string Statement)[] Open =
    [
        (Asks("where (do you live|are you (based|living|located))( now| currently)?"), "I live in {0}"),
        (Asks("(which|what) (city|country|town|place) do you live in"), "I live in {0}"),
        (Asks("where (are you|do you come) from( originally)?"), "I am from {0}"),
        (Asks("where do you work|who do you work for|which company do you work for"), "I work at {0}"),
        (Asks("what (do you do( for (a living|work))?|is your (job|profession|occupation))"), "I am {0}"),
        (Asks("what (do you study|are you studying|is your major)"), "I study {0}"),
        (Asks("(what is|what's|may i have|could i get|can i have|may i ask) your name"), "my name is {0}"),
        (Asks("(what should i call you|how should i address you|what can i call you)"), "call me {0}"),
        (Asks("how old are you|(what is|what's) your age"), "I am {0} years old"),
        (Asks("(when is|when's|what is|what's) your birthday"), "my birthday is {0}"),
        (Asks("what are you allergic to"), "I am allergic to {0}"),
        (Asks("(what is|what's|which is|who is) your (all-time )?(?<sort>favou?rite [\\p{L} ]{2,30})"), "my {sort} is {0}"),
        (Asks("(what is|what's) your (?<sort>(dog|cat|pet|son|daughter|wife|husband|partner|sister|brother|girlfriend|boyfriend|puppy|kitten|horse|baby)('s|’s)) name"), "my {sort} name is {0}"),
        (Asks("what (language|languages) do you speak"), "I speak {0}"),
    ];

    /// <summary>The statement that a short answer makes, or null.</summary>
    public static string? Spell(string question, string answer)
    {
        if (LastQuestion(question) is not { } asked)
            return null;
        var given = answer.Trim().TrimEnd('.', '!', ' ');
        if (given.Contains('\n') || given.Split(' ').Length > LongestAnswer)
            return null;
        return Yes.IsMatch(given) ? Affirmed(asked) : Given(asked, given);
    }

    private static string? Affirmed(string asked)
    {
        if (YesNo.Match(asked) is not { Success: true } match || match.Groups["rest"].Value.Contains(" or ", StringComparison.OrdinalIgnoreCase))
            return null;
        var statement = match.Groups["rest"].Value;
        return (match.Groups["verb"].Value.ToUpperInvariant() switch { "ARE" => "I am ", "HAVE" => "I have ", _ => "I " }) + Turned(statement);
    }

    private static string? Given(string asked, string given)
    {
        if (given.Length == 0 || given.Contains('?') || Refusal.IsMatch(given))
            return null;
        var value = Preposition.Match(given) is { Success: true } match ? match.Groups["rest"].Value : given;
        foreach (var (question, statement) in Open)
        {
            if (question.Match(asked) is { Success: true } found)
                return statement.Replace("{0}", value, StringComparison.Ordinal).Replace("{sort}", found.Groups["sort"].Value, StringComparison.Ordinal);
        }

        return null;
    }

    // Only the question that ends the message is the one that is answered.
    private static string? LastQuestion(string text) =>
        Sentences.Of(text.TrimEnd()).LastOrDefault() is { IsQuestion: true } last ? last.Text + "?" : null;

    private static string Turned(string words) =>
        string.Join(' ', words.Split(' ').Select(word => word is "your" ? "my" : word is "yourself" ? "myself" : word));

    private static ClausePattern Asks(string question) => new($@"^(|.*[ ,])({question})( by the way| if i may ask| exactly)?\?$");
}
