using static ChatMemory.Memories.MemoryKind;

namespace ChatMemory.Extraction.Rules.Topics;

/// <summary>What the user owns, speaks, plays.</summary>
internal static class Things
{
    private const string Goods =
        "(cars?|bike|bicycle|e-bike|motorcycle|motorbike|scooter|boat|house|flat|apartment|garden|allotment|guitar|piano|violin|cello|drums?|camera|van|truck|caravan|campervan|cabin|cottage|farm|tesla|macbook|laptop|telescope|3d printer|sourdough starter|greenhouse|balcony|vinyl collection|kayak|surfboard|record player|driver's licen[cs]e|tattoo|green card)";

    public static readonly Rule[] Rules =
    [
        new("I (?<verb>drive|ride) (?<what>(a|an|my) .{2,50}?)( (to|since|for|because) .*)?", Fact, "{verb:s} {what}."),
        new("I (have |have just |just )?(bought|got myself|purchased|own|acquired|inherited) (?<what>(a|an|my first|my own|two|three|some) .{2,60}?){tail}( (yesterday|today))?", Fact, "Owns {what}."),
        new($"I (have|have got|got) (?<what>(a|an|two|three|my own) ([\\p{{L}}\\p{{N}}-]+ ){{0,4}}?{Goods}( (in|with|called|from) .{{2,40}}?)?)", Fact, "Has {what}."),
        new("I (play|have played|am learning|am learning to play|learned) (?<what>(the )?(piano|guitar|violin|cello|drums|bass|flute|saxophone|trumpet|chess|tennis|football|soccer|basketball|volleyball|badminton|golf|rugby|cricket|squash|hockey|ukulele|harp|clarinet|accordion|padel|table tennis|poker|bridge|dungeons and dragons))( .{0,50})?", Preference, "Plays {what}."),
        new("I (speak|am fluent in|am a native speaker of) (?<what>.{3,60})", Profile, "Speaks {what}."),
        new("my (native language|native tongue|mother tongue|first language) is (?<what>[\\p{L} ]{3,30})", Profile, "Native language is {what}."),
        new("my (?<what>(phone( number)?|email( address)?|e-mail|address|car|bike|laptop|phone|computer|camera|zodiac sign|star sign|blood type|shoe size|height|time ?zone|license plate|licence plate|locker( code)?|budget|salary|degree|nationality|religion|guitar|boat)) is (?<value>(a|an|the|in|on|at)? ?[\\p{L}\\p{N}+@#$€£].{0,60})", Fact, "{what} is {value}.") { Rejects = ["not", "broken", "slow", "dead", "too", "very", "so", "stuck", "down", "making", "running", "having", "acting"] },
    ];
}
