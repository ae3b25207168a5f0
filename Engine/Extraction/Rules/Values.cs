using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ChatMemory.Extraction.Rules;

/// <summary>Cleans and judges what a pattern captured, and words it in the third person.</summary>
internal static class Values
{
    private static readonly FrozenSet<string> Deictic = Set(
        "it it's that this them you your yours these those what whatever how when where why who whom him her everything anything something nothing all both one ones same not never no none there here so");

    private static readonly FrozenSet<string> TalkOfTheMoment = Set(
        "option options answer answers idea suggestion suggestions response version approach sound look code error problem issue question questions bug tutorial explanation chatbot ai reply output prompt message joke plan");

    private static readonly FrozenSet<string> NoName = Set(
        "a an the not very so too at in on from of for new back stuck lost tired bored sad happy confused curious sorry ok okay fine good great well late here there sick ready busy hungry worried stressed excited afraid sure aware done free glad able about also just vegan vegetarian pescatarian diabetic pregnant married single divorced engaged retired unemployed allergic lactose gluten interested looking trying having going working living using getting doing thinking feeling planning moving studying learning making writing building wondering asking based born home out up off down over all both my your his her their our this that it male female gay straight lesbian bisexual trans nonbinary left right broke freelance self american british english irish scottish welsh french german spanish italian portuguese dutch belgian swiss austrian danish swedish norwegian finnish icelandic polish czech slovak hungarian romanian bulgarian greek turkish russian ukrainian serbian croatian indian pakistani bangladeshi chinese japanese korean vietnamese thai indonesian filipino malaysian australian canadian mexican brazilian argentinian colombian chilean peruvian nigerian kenyan ghanaian ethiopian egyptian moroccan israeli iranian iraqi lebanese syrian saudi jewish muslim christian catholic hindu buddhist atheist african asian european latino latina hispanic black white intj infp intp enfp entp infj enfj istj isfj introverted extroverted adhd autistic dyslexic colorblind colourblind");

    private static readonly FrozenSet<string> NoPlace = Set(
        "a an my our your his her their it that this there here fear hope peace pain denial love work home bed marketing sales it's");

    private static readonly FrozenSet<string> Pointing = Set("it them this these his her their him she he");

    private static readonly FrozenSet<string> Generic = Set(
        "beach outdoors sea ocean mountains rain snow sun cold heat winter summer city countryside forest woods theatre theater opera cinema gym piano guitar violin smell taste sound colour color dark silence night morning weekend desert gothic");

    private static readonly FrozenSet<string> Linking = Set("with for the of my from to about and that on in at question problem meeting call chat talk fight");

    private static readonly FrozenSet<string> NoHabit = Set(
        "get forget think thought wondered know knew want wanted find found have had feel see saw hear say said believe assume need understand try tried can could will would should be am was love like hate");

    private static readonly FrozenSet<string> NoHabitAfterGet = Set("error errors exception message problem issue crash");

    private static readonly FrozenDictionary<string, string> ThirdPerson = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["my"] = "their",
        ["our"] = "their",
        ["me"] = "them",
        ["us"] = "them",
        ["i"] = "they",
        ["we"] = "they",
        ["myself"] = "themselves",
        ["ourselves"] = "themselves",
        ["mine"] = "theirs",
        ["ours"] = "theirs",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly Regex Dated = new(
        @"\d|\b(first|second|third|tomorrow|next|this|in (a|two|three)|(mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|christmas|summer|winter|spring|autumn|fall|soon|end of)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex Hole = new(@"\{(?<name>[a-z]+)(?<form>:s)?\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    /// <summary>A captured value without what clings to it.</summary>
    public static string Clean(string name, string value)
    {
        var trimmed = value.Trim(' ', ',', '.', '!', ';', ':', '-');
        return name is "verb" ? trimmed.ToLowerInvariant() : trimmed;
    }

    /// <summary>Whether a value can be what its group's name says.</summary>
    public static bool IsPlausible(string name, string value, Clause clause)
    {
        var words = value.Split(' ');
        return value.Length > 0 && name switch
        {
            "place" => !NoPlace.Contains(words[0]) && !Deictic.Contains(words[0]) && IsProper(words),
            "company" => !NoPlace.Contains(words[0]) && !Deictic.Contains(words[0]) && !HasWords(value, "the moment"),
            "name" => IsName(words, clause),
            "role" => !Deictic.Contains(words[0]) && !TalkOfTheMoment.Contains(words[^1]),
            "thing" or "sort" => IsLasting(words),
            "verb" => !NoHabit.Contains(value) || (value is "get" or "have" && !clause.Plain.Split(' ').Any(NoHabitAfterGet.Contains)),
            "adjectives" => !words.Any(Linking.Contains),
            "destination" => char.IsUpper(value[0]),
            "date" => Dated.IsMatch(value),
            "more" => !words.Any(TalkOfTheMoment.Contains),
            _ => true,
        };
    }

    /// <summary>Whether words stand in a text as whole words.</summary>
    public static bool HasWords(string text, string words) =>
        $" {text} ".Contains($" {words} ", StringComparison.OrdinalIgnoreCase);

    /// <summary>A statement with the values in place.</summary>
    public static string Fill(string statement, Dictionary<string, string> values)
    {
        var filled = Hole.Replace(statement, hole =>
        {
            var value = values.GetValueOrDefault(hole.Groups["name"].Value, string.Empty);
            return hole.Groups["form"].Success ? Conjugated(value) : InThirdPerson(value);
        });
        var single = string.Join(' ', filled.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Replace(" .", ".", StringComparison.Ordinal).Replace("..", ".", StringComparison.Ordinal);
        return char.ToUpperInvariant(single[0]) + single[1..];
    }

    /// <summary>The user's words about themselves as others would say them: my becomes their.</summary>
    public static string InThirdPerson(string words) =>
        string.Join(' ', words.Split(' ').Select(word => ThirdPerson.GetValueOrDefault(word, word)))
            .Replace("they am ", "they are ", StringComparison.Ordinal).Replace("they was ", "they were ", StringComparison.Ordinal);

    private static string Conjugated(string verb) => verb switch
    {
        "have" => "has",
        "am" or "are" => "is",
        "do" or "go" => verb + "es",
        _ when verb.EndsWith("ed", StringComparison.Ordinal) => verb,
        [.., 's', 's'] or [.., 's', 'h'] or [.., 'c', 'h'] or [.., 'x'] or [.., 'z', 'z'] => verb + "es",
        [.., 'a' or 'e' or 'i' or 'o' or 'u', 'y'] => verb + "s",
        [.. var stem, 'y'] => stem + "ies",
        _ => verb + "s",
    };

    // "the color and texture", "holding them" speak of what lies before them, not of the user.
    private static bool IsLasting(string[] words) =>
        !Deictic.Contains(words[0]) && !words.Any(word => TalkOfTheMoment.Contains(word) || Pointing.Contains(word))
        && (!words[0].Equals("the", StringComparison.OrdinalIgnoreCase) || (words.Length > 1 && (char.IsUpper(words[1][0]) || Generic.Contains(words[1]))));

    // "the netherlands", "the bay area" are places; "the moment", "the city centre" hardly.
    private static bool IsProper(string[] words) =>
        !words[0].Equals("the", StringComparison.OrdinalIgnoreCase)
        || (words.Length > 1 && (char.IsUpper(words[1][0]) || words[1] is "netherlands" or "us" or "usa" or "uk" or "bay" or "philippines" or "bahamas" or "hague"));

    private static bool IsName(string[] words, Clause clause) =>
        !words.Any(NoName.Contains)
        && (words.All(word => char.IsUpper(word[0])) || clause.Plain.Contains("name", StringComparison.OrdinalIgnoreCase) || clause.Plain.Contains("call", StringComparison.OrdinalIgnoreCase)
            || (clause.IsGreeting && words.Length == 1 && !words[0].EndsWith("ing", StringComparison.Ordinal) && !words[0].EndsWith("ed", StringComparison.Ordinal)));

    private static FrozenSet<string> Set(string words) => words.Split(' ').Distinct(StringComparer.OrdinalIgnoreCase).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
