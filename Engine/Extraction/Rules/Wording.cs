using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ChatMemory.Extraction.Rules;

/// <summary>Brings chat English into the wording that the rules read: contractions spelt out, fillers gone, the subject in place.</summary>
internal static class Wording
{
    private const RegexOptions Linear =
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly FrozenDictionary<string, string> Spelt = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["i"] = "I",
        ["i'm"] = "I am",
        ["im"] = "I am",
        ["i've"] = "I have",
        ["ive"] = "I have",
        ["i'd"] = "I would",
        ["i'll"] = "I will",
        ["we're"] = "we are",
        ["we've"] = "we have",
        ["we'll"] = "we will",
        ["we'd"] = "we would",
        ["he's"] = "he is",
        ["she's"] = "she is",
        ["shes"] = "she is",
        ["hes"] = "he is",
        ["they're"] = "they are",
        ["theyre"] = "they are",
        ["it's"] = "it is",
        ["that's"] = "that is",
        ["name's"] = "name is",
        ["names"] = "name is",
        ["favorite's"] = "favorite is",
        ["don't"] = "do not",
        ["dont"] = "do not",
        ["doesn't"] = "does not",
        ["doesnt"] = "does not",
        ["didn't"] = "did not",
        ["didnt"] = "did not",
        ["can't"] = "can not",
        ["cant"] = "can not",
        ["cannot"] = "can not",
        ["won't"] = "will not",
        ["wont"] = "will not",
        ["isn't"] = "is not",
        ["isnt"] = "is not",
        ["aren't"] = "are not",
        ["arent"] = "are not",
        ["wasn't"] = "was not",
        ["haven't"] = "have not",
        ["havent"] = "have not",
        ["hasn't"] = "has not",
        ["couldn't"] = "could not",
        ["wouldn't"] = "would not",
        ["gonna"] = "going to",
        ["wanna"] = "want to",
        ["gotta"] = "have to",
        ["pls"] = "please",
        ["plz"] = "please",
        ["u"] = "you",
        ["ur"] = "your",
        ["bday"] = "birthday",
        ["fave"] = "favourite",
        ["fav"] = "favourite",
        ["alergic"] = "allergic",
        ["allergc"] = "allergic",
        ["vegitarian"] = "vegetarian",
        ["vegeterian"] = "vegetarian",
        ["anymore"] = "any more",
        ["luv"] = "love",
        ["lactos"] = "lactose",
        ["tmrw"] = "tomorrow",
        ["tmr"] = "tomorrow",
        ["tomorow"] = "tomorrow",
        ["sis"] = "sister",
        ["bro"] = "brother",
        ["bf"] = "boyfriend",
        ["gf"] = "girlfriend",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly Regex Filler = new(
        @"^(oh|ohh|ah|well|ok|okay|so|and|but|hey|hi|hello|hiya|heya|yo|btw|by the way|fyi|also|actually|sorry|no|nope|yes|yeah|yep|yup|haha|hahaha|lol|honestly|tbh|to be honest|to be fair|anyway|anyways|just|um|uh|uhm|hmm|right|sure|thanks|thank you|as i said|i told you|i told you that|in fact|for context|for the record|ps|just so you know|you know|i mean|i think|i guess|i should mention|i should say|i should mention that|one more thing|look|guess what|plus|now|ugh|wow|currently|personally|basically|obviously|unfortunately|sadly|luckily|fun fact|background|originally|correction|oops|wait|nice to meet you|good morning|good evening|there|everyone|because|then|the thing is|turns out|about me|as you know|at the moment|these days|nowadays|lately|since|please note|please note that|note that|apparently|like)([,:!.… ]+|$)",
        Linear);

    private static readonly Regex Trailing = new(
        @"[,.!;: ]+(btw|by the way|lol|haha|hahaha|tbh|though|tho|fyi|too|as well|right now|at the moment|these days|nowadays|lately|now|currently|please|thanks|thank you|hands down|honestly|to be honest|actually|i think|i guess|you know|so yeah|originally|already|again|lmao|xd|:\)|:d|:\(|😊|😂|❤️)$", Linear);

    private static readonly FrozenSet<string> Adverbs = new[]
    {
        "really", "absolutely", "actually", "also", "just", "currently", "still", "totally", "honestly", "definitely", "kinda", "literally",
        "truly", "now", "presently", "obviously", "basically", "simply", "officially", "finally", "recently", "originally", "personally",
        "mainly", "mostly", "particularly", "especially", "genuinely", "sadly", "unfortunately", "happily", "quite", "soooo", "sooo",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly Regex Greeting = new(@"^(hi|hey|hello|hiya|heya|good morning|good evening|yo)\b", Linear);

    private static readonly Regex Asked = new(
        @"^(please )?(can|could|would|will) you (please )?(?<rest>(please )?(remember|forget|stop|always|never|keep|call me|note|remind me|answer|reply|respond|speak|talk|use)\b.*)$", Linear);

    private static readonly (Regex Start, string Subject)[] Subjectless =
    [
        (new(@"^(live|work|moved|got (a|an|my|two|three|engaged|married)|have (a|an|two|three)|been|can not (stand|eat|have)|hate|love|drive|used to|grew up|bought|started|want to|prefer|turned|was (born|diagnosed)|do not (eat|like|drink)|play|study|graduated)\b", Linear), "I "),
        (new(@"^(based in|allergic to|retired|going to|planning (to|on|a)|working (as|at|for|in|on)|born (in|on)|studying|living in|moving to|from [\p{Lu}]|married|vegan|vegetarian|lactose intolerant|training for|learning)\b", Linear), "I am "),
    ];

    /// <summary>The clause in plain wording.</summary>
    public static string Plain(string clause)
    {
        var spelt = string.Join(' ', clause.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Spell));
        var plain = WithoutAdverbs(Repeat(Trailing, Repeat(Filler, spelt)).TrimEnd('.', '!', ',', ';', ':', ' '));
        return WithSubject(plain);
    }

    /// <summary>What a polite question asks to be done: "could you call me Max" is "call me Max". Null when it is none.</summary>
    public static string? Request(string plain) => Asked.Match(plain) is { Success: true } match ? match.Groups["rest"].Value : null;

    /// <summary>Whether a sentence begins with a greeting.</summary>
    public static bool Greets(string sentence) => Greeting.IsMatch(sentence);

    private static string Spell(string word)
    {
        var straight = word.Replace('’', '\'').Replace("\"", null, StringComparison.Ordinal).Trim('“', '”', '(', ')', '*', '_');
        var core = straight.TrimEnd('.', ',', '!', '?', ';', ':');
        return Spelt.TryGetValue(core, out var spelt) ? spelt + straight[core.Length..] : straight;
    }

    private static string Repeat(Regex noise, string text)
    {
        // Bounded: each round removes at least two characters.
        while (noise.Match(text) is { Success: true, Length: > 0 } match)
            text = match.Index == 0 ? text[match.Length..] : text[..match.Index];
        return text;
    }

    // Only near the subject: further on an adverb may belong to what was said.
    private static string WithoutAdverbs(string text)
    {
        const int NearSubject = 5;
        return string.Join(' ', text.Split(' ').Where((word, index) => index >= NearSubject || !Adverbs.Contains(word)));
    }

    private static string WithSubject(string text)
    {
        foreach (var (start, subject) in Subjectless)
        {
            if (start.IsMatch(text))
                return subject + text;
        }

        return WePlain(text);
    }

    private static string WePlain(string text) => text switch
    {
        _ when Begins(text, "we are ") => "I am " + text[7..],
        _ when Begins(text, "we were ") => "I was " + text[8..],
        _ when Begins(text, "we ") => "I " + text[3..],
        _ when Begins(text, "our ") => "my " + text[4..],
        _ => text,
    };

    private static bool Begins(string text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
