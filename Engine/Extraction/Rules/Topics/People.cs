using static ChatMemory.Memories.MemoryKind;

namespace ChatMemory.Extraction.Rules.Topics;

/// <summary>Family, friends, pets. What is said of them is a statement about them, never about the user.</summary>
internal static class People
{
    private const string Who = "my (?<who>{relation}(,? (?<called>[\\p{L}][\\p{L}\\p{M}'’-]*))??),?";

    private const string Doing =
        "lives?|works?|studies|study|has|have|loves?|likes?|hates?|prefers?|plays?|moved|got|was born|was diagnosed|turns?|turned|died|passed away|graduated|owns?|runs?|teaches|does not (like|eat|drink|speak|live|work|have)|speaks?|goes|is (a|an|the|from|in|at|on|allergic|vegan|vegetarian|pregnant|married|engaged|divorced|moving|getting|called|named|turning|based|diabetic|studying|working|living|visiting|starting|retired|coming|lactose|gluten|afraid|into|learning|not a fan|about to|having|\\d+|deaf|blind|autistic|really into)|are (from|in|allergic|vegan|vegetarian|moving|visiting|coming|divorced|retired|getting|called|named|both|\\d+)|comes from|started|can not (eat|stand|have)|enjoys?|used to|drives?|collects?|needs|wants to|bought|adopted|cooks?|swims?|sings?|paints?|writes|makes|bakes";

    private const string Named = "(called|named|whose name is|by the name of)";

    public static readonly Rule[] Rules =
    [
        new("my (?<who>{relation})('s|s'|s)?( name)? (is|are)( called| named)? (?<name>\\p{L}[\\p{L}\\p{M}'’-]*)( and (?<second>\\p{L}[\\p{L}\\p{M}'’-]*))?", Profile, "{who} is named {name} {second}."),
        new("the name of my (?<who>{relation}) is {name}", Profile, "{who} is named {name}."),
        new($"{Who} (?<does>({Doing})( .{{1,120}})?)", Profile, "{who} {does}."),
        new("I (have|have got|got|adopted|rescued|own|live with|just got) (?<whom>({numeral}|my) (?<adjectives>([\\p{L}\\p{N}-]+ ){0,4}?){relation}(((,| -|:)? ?" + Named + "|,| -|:| and) .{1,60}?)?)(,? (at home|as well|too|now|last .{2,20}|yesterday|recently|with .{2,40}|from .{2,40}|who .{2,60}|(a|two|three|four|five|six|few|\\d+) .{2,12} ago))?", Profile, "Has {whom}."),
        new("I (have|got|adopted|rescued|own) (?<whom>{numeral} ([\\p{L}\\p{N}-]+ ){1,5}?" + Named + " .{1,40})", Profile, "Has {whom}."),
        new("I am (?<state>married|single|divorced|engaged|widowed|separated|in a relationship|dating [\\p{L} ]{2,30}?)(?<with> (to|with) .{2,40})?{tail}", Profile, "Is {state}{with}.", Slots.Relationship),
        new("I (have )?(got|am getting) (?<state>married|engaged|divorced)(?<when> .{2,40})?", Profile, "Got {state}{when}.", Slots.Relationship),
        new("I am (a|the) (?<parent>(proud |single |new )?(mom|mum|mother|dad|father|parent|grandmother|grandfather|grandparent|twin|only child))(?<of> (of|to) .{2,40})?{tail}", Profile, "Is a {parent}{of}."),
        new("I am (?<state>expecting( a| our)?( first| second)?( baby| child| son| daughter)?)(?<when> .{2,40})?", Profile, "Is {state}{when}."),
    ];
}
