using ChatMemory.Memories;

namespace ChatMemory.Extraction.Rules.Topics;

/// <summary>Plans, appointments, what the user works on. Without a time word or a verb of plans, "I'm going to" is only talk.</summary>
internal static class Plans
{
    private const MemoryKind Task = MemoryKind.Task;
    private const string Event = "(appointment|exam|interview|meeting|flight|wedding|deadline|surgery|trip|test|presentation|conference|concert|marathon|race|due date|vacation|holiday|anniversary|graduation|party|checkup|check-up|session|defen[cs]e|operation|move|lease|visa|contract|course|class|tournament|match|recital|exhibition|honeymoon|reunion|birthday party|thesis|dissertation|train|finals)";
    private const string Undertaking = "(visit|travel|move|learn|get married|marry|buy|start|begin|run a|run my|renovate|adopt|study|build|open|quit|retire|propose|graduate|apply|fly|hike|climb|go to|go on|go back|sell|publish|paint the|train for|sign up|host|have a baby|write a|become|be a|be an|spend|take a trip|take part|launch|redecorate|rent|camp|audition|enrol)";

    private static readonly string[] Talk = ["be able", "have a look", "have to", "try", "see", "let you", "think", "thinking", "keep", "wondering", "getting"];

    public static readonly Rule[] Rules =
    [
        new($"(please )?remind me (?<of>(to|about|of|that) .{{2,120}})", Task, "Wants to be reminded {of}."),
        new($"I am (?<going>(going|travel+ing|flying|heading|driving|moving|off|going back|going on (a )?[\\p{{L}} ]{{2,30}}?)( (with|to|on|for) [\\p{{L}}\\p{{N}}' ]{{2,60}}?)?) (?<when>{{time}})", Task, "{going} {when}."),
        new("I am (?<how>going|travel+ing|flying|heading|moving|driving)( back)? to (?<destination>\\p{L}[\\p{L} ,'-]{1,40}?)", Task, "{how} to {destination}."),
        new($"I (am|will be) (?<plan>(planning|hoping|saving( up)?|training|preparing|getting ready|about) (to|for|on|a) .{{2,100}})", Task, "{plan}."),
        new($"I (?<verb>plan|hope|intend|aim) (?<what>(to|on) .{{2,100}})", Task, "{verb:s} {what}."),
        new($"I am (going to|about to) (?<what>{Undertaking}\\b.{{0,100}})", Task, "Going to {what}."),
        new($"I (am going to|will) (?<what>[\\p{{L}}]+( .{{1,80}})? {{time}})", Task, "Going to {what}.") { Rejects = Talk },
        new($"I am (?<what>[\\p{{L}}]+ing( .{{1,80}})? {{time}})", Task, "{what}.") { Rejects = Talk },
        new($"I (want|would love|would like|dream of|have always wanted|am looking forward)( to| of) (?<what>{Undertaking}\\b.{{0,80}}|see .{{2,60}}|try [\\p{{L}} ]{{3,40}})", Task, "Wants to {what}."),
        new($"I (have|have got|got) (?<what>(a|an|my|the|two|three) ([\\p{{L}}'-]+ ){{0,4}}?{Event}s?( .{{1,30}}?)? {{time}})", Task, "Has {what}."),
        new($"my (?<what>([\\p{{L}}'-]+ ){{0,3}}?{Event}( (to|in|at|with) [\\p{{L}} ]{{2,30}}?)?) (?<is>is|starts|begins|ends|takes place|is due|runs) (?<date>.{{2,60}})", Task, "{what} {is} {date}."),
        new($"I (?<need>need to|have to|must|should) (?<what>.{{2,80}} {{time}})", Task, "Needs to {what}.") { Rejects = ["know", "help"] },
        new($"I am (currently )?(?<doing>(working on|writing|building|developing|learning|training for|preparing for|studying for|saving for|saving up for|restoring|renovating|planning|organi[sz]ing|designing|knitting|reading|looking for|applying (for|to)|taking) (a|an|my|our|for|the|[\\p{{L}}]+) ?.{{0,80}})", Task, "Is {doing}.") { Rejects = ["error", "bug", "this", "regex", "code", "way to", "good", "answer", "recommendation", "something", "help", "look at", "question"] },
    ];
}
