using System.Collections.Frozen;

namespace ChatMemory.Memories;

/// <summary>
/// The few words whose meaning reconciliation knows, English only. Statements in other languages are compared by their words as
/// they stand: what is not known to be the same stays apart.
/// </summary>
internal static class Vocabulary
{
    /// <summary>Words that change nothing about what a statement about the user says. Pronouns of other persons are not among them.</summary>
    public static FrozenSet<string> Fillers { get; } = Set(
        "a an the i me my mine myself am is are be been user in at on of for do doe really very quite just currently actually now still that");

    /// <summary>Words that deny. Several words that deny together, such as "no longer", count once.</summary>
    public static FrozenSet<string> Denials { get; } = Set("no not never");

    /// <summary>Words that only strengthen the denial beside them.</summary>
    public static FrozenSet<string> DenialParts { get; } = Set("longer more anymore any");

    /// <summary>Verbs that say the opposite of <c>like</c>.</summary>
    public static FrozenSet<string> Dislikes { get; } = Set("dislike hate detest loathe");

    /// <summary>Other words for the same.</summary>
    public static FrozenDictionary<string, string> Synonyms { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["love"] = "like",
        ["enjoy"] = "like",
        ["adore"] = "like",
        ["reside"] = "live",
        ["favorite"] = "favourite",
        ["colour"] = "color",
        ["has"] = "have",
        ["does"] = "do",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Words that lead to the answer of a slot without being it: "lives in Lisbon" and "moved to Lisbon" give the same answer.
    /// </summary>
    public static FrozenDictionary<string, string> Relations { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["live"] = "live",
        ["move"] = "live",
        ["moved"] = "live",
        ["relocate"] = "live",
        ["relocated"] = "live",
        ["home"] = "live",
        ["based"] = "live",
        ["work"] = "work",
        ["job"] = "work",
        ["employed"] = "work",
        ["employer"] = "work",
        ["joined"] = "work",
        ["name"] = "name",
        ["named"] = "name",
        ["called"] = "name",
        ["call"] = "name",
        ["favourite"] = "like",
        ["prefer"] = "like",
        ["like"] = "like",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Words that only link the answer to the question.</summary>
    public static FrozenSet<string> Links { get; } = Set("to from as have and with by new where what which who");

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
