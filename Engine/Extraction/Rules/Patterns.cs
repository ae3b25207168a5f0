using System.Text.RegularExpressions;

namespace ChatMemory.Extraction.Rules;

/// <summary>The macros of the rules' patterns. A macro in braces that is also a group's name captures what <see cref="Values"/> then judges.</summary>
internal static class Patterns
{
    private const string Word = @"[\p{L}\p{N}$€£#][\p{L}\p{N}\p{M}'’.&/+#:%-]*";
    private const string NameWord = @"\p{L}[\p{L}\p{M}'’.-]*";
    private const string Weekday = "(mon|tues|wednes|thurs|fri|satur|sun)days?";
    private const string Month = "(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)";
    private const string Count = "(once|twice|thrice|((two|three|four|five|six|seven|a few|a couple|\\d+) (times|x)))";
    private const string Numeral = "(a|an|one|two|three|four|five|six|seven|eight|nine|ten|twin|several|some|no|\\d+)";

    private const string Tail =
        "(,? (with|for|since|because|so|right now|at the moment|these days|nowadays|lately|last|next|this (year|month|week|summer|spring|autumn|fall|winter)|about|around|as|when|where|after|before|until|till|though|already|again|too|as well|anymore|a lot|so much|very much|the most|in (" + Month + "|\\d{4})|on " + Weekday + "|(a|two|three|four|five|six|ten|few|many|several|some|\\d+) (years?|months?|weeks?|days?)|years?|months?|weeks?|full[ -]time|part[ -]time|remotely|temporarily|permanently|now|,)( .*)?)?";

    private const string Role =
        "(mom|mum|mother|mommy|mama|dad|father|daddy|papa|parents|sister|brother|siblings|wife|husband|hubby|spouse|partner|girlfriend|boyfriend|fianc[eé]e?|son|daughter|kids?|child|children|twins|baby|toddler|aunt|auntie|uncle|cousins?|niece|nephew|grandma|grandpa|grandmother|grandfather|granny|grandson|granddaughter|grandkids|grandchildren|friend|boss|manager|roommates?|flatmates?|housemates?|colleagues?|coworkers?|neighbou?rs?|stepson|stepdaughter|stepmother|stepfather|stepdad|stepmom|godson|goddaughter|dogs?|cats?|puppy|puppies|kitten|kittens|parrot|rabbit|bunny|hamster|horse|pony|tortoise|turtle|budgie|goldfish|guinea pig|pet|pets)";

    private static readonly Dictionary<string, string> Macros = new(StringComparer.Ordinal)
    {
        ["tail"] = Tail,
        ["weekday"] = Weekday,
        ["month"] = Month,
        ["count"] = Count,
        ["numeral"] = Numeral,
        ["relation"] = $"(((older|younger|big|little|elder|eldest|youngest|oldest|twin|half|best|good|close|old|new|ex|late|\\d+[ -]year[ -]old)[ -])*{Role}([ -]in[ -]law)?)",
        ["time"] = $"((next|this|coming|in the) (coming )?(week|month|year|weekend|summer|winter|spring|autumn|fall|semester|quarter|{Weekday}|{Month})|tomorrow|the day after tomorrow|(in|by|on|before|until|from|over|during|around|end of|at) (the )?(end of )?(early |mid |late |next |this )?({Weekday}|{Month}|\\d[\\p{{L}}\\p{{N}}:./-]*|a (few )?(day|week|month|year)s?|(two|three|four|five|six|\\d+) (day|week|month|year)s|christmas|easter|new year|thanksgiving|the (summer|winter|spring|autumn|fall|weekend|year)|summer|winter|spring|autumn|fall|weekend|month|week|year)|{Weekday}|{Month} \\d+(st|nd|rd|th)?|later this (year|month|week))( .{{0,60}})?",
        ["place"] = Captured("place", $"{Word}{UpTo(3, $" {Word}")}(, {Word}{UpTo(2, $" {Word}")})??"),
        ["old"] = Captured("old", Words(5)),
        ["name"] = Captured("name", $"{NameWord}{UpTo(2, $" {NameWord}")}"),
        ["company"] = Captured("company", Words(5)),
        ["role"] = Captured("role", Words(6)),
        ["thing"] = Captured("thing", Words(12, ",? ")),
        ["more"] = Captured("more", Words(16, ",? ")),
        ["sort"] = Captured("sort", Words(4)),
        ["verb"] = Captured("verb", "[\\p{L}]+"),
    };

    private static readonly Regex Macro = new(@"\{(?<name>[a-z]+)(?<as>=[a-z]+)?\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    /// <summary>A pattern for whole clauses.</summary>
    public static ClausePattern Compile(string pattern) =>
        new($"^({Macro.Replace(pattern, match => Macros[match.Groups["name"].Value])})[.!,;: ]*$");

    private static string Words(int most, string gap = " ") => Word + UpTo(most - 1, gap + Word);

    // As few as will do.
    private static string UpTo(int most, string pattern) => $"({pattern}){{0,{most}}}?";

    private static string Captured(string name, string pattern) => $"(?<{name}>{pattern})";
}
