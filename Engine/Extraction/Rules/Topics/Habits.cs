using static ChatMemory.Memories.MemoryKind;

namespace ChatMemory.Extraction.Rules.Topics;

/// <summary>What the user does again and again.</summary>
internal static class Habits
{
    private const string Again =
        "(?<again>every (other |single )?(day|morning|evening|night|afternoon|week|weekend|month|year|summer|winter|{weekday})( (morning|evening|night|afternoon))?|(on |at )?(weekends|weekdays|(mon|tues|wednes|thurs|fri|satur|sun)days)( and (mon|tues|wednes|thurs|fri|satur|sun)days)?|{count} (a|per|every) (day|week|month|year)|daily|weekly|each (day|morning|evening|night|week|weekend|{weekday})|in the (mornings|evenings))";

    public static readonly Rule[] Rules =
    [
        new($"{Again},? I (always |usually |often |normally |typically )?{{verb}}( {{more}})?", Pattern, "{verb:s} {more} {again}."),
        new($"I (always |usually |often |normally |typically |try to )?{{verb}}( {{more}})? {Again}(,? .{{0,60}})?", Pattern, "{verb:s} {more} {again}."),
        new("I (?<how>usually|always|often|normally|typically|generally|rarely|seldom|regularly|mostly) {verb} {more}", Pattern, "{how} {verb:s} {more}."),
        new("I tend to (?<do>.{3,80})", Pattern, "Tends to {do}."),
        new("I am (always|usually|often|normally) (?<state>free|busy|available|at work|at the gym|at home|awake|asleep|up|out|away|offline|online) (?<when>.{2,60})", Pattern, "Is usually {state} {when}."),
        new("I (have|do|play|practi[cs]e) (?<what>[\\p{L} ]{3,30}?) (on|every) (?<when>({weekday}|mondays|weekends).{0,40})", Pattern, "Has {what} on {when}."),
    ];
}
