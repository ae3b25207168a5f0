using static ChatMemory.Memories.MemoryKind;

namespace ChatMemory.Extraction.Rules.Topics;

/// <summary>How the user wants to be answered. A wish counts when it is meant to last: always, never, from now on, or said of answers in general.</summary>
internal static class Answers
{
    private const string Language =
        "(?<language>english|spanish|french|german|italian|portuguese|dutch|swedish|norwegian|danish|finnish|polish|czech|hungarian|romanian|greek|turkish|russian|ukrainian|arabic|hebrew|hindi|bengali|tamil|urdu|chinese|mandarin|cantonese|japanese|korean|vietnamese|thai|indonesian|malay|swahili|catalan|welsh|irish)";

    private const string Lasting = "(from now on|going forward|in (the )?future|always|from here on)";
    private const string Doing = "(answer|reply|respond|give|use|keep|write|talk|speak|explain|show|be|stop|avoid|include|add|format|address|start|end|make|tell|ask|suggest|provide|send|quote|cite|assume|remember|refer|put|do not|call)";
    private const string Replies = "(answers?|replies|responses?|messages|explanations|summaries|reply)";

    public static readonly Rule[] Rules =
    [
        new($"(please )?({Lasting},? )?(please )?(only |always )?(answer|reply|respond|speak|talk|write)( to me| me)?( only)? in {Language}( only)?,?( please)?( {Lasting})?", Preference, "Wants answers in {language}.", Slots.AnswerLanguage),
        new($"I (prefer|want|would like|would prefer)( your| my| the)?( {Replies})?( to be)? in {Language}", Preference, "Wants answers in {language}.", Slots.AnswerLanguage),
        new($"(please )?({Lasting},? )?(please )?(keep|make) (your|the|all|all your|my) {Replies} (?<form>[\\p{{L}} ,-]{{3,40}}?)( {Lasting})?", Preference, "Wants {form} answers.", Slots.AnswerLength),
        new($"I (prefer|like|want|would like|would prefer)( your| my)? (?<form>[\\p{{L}}-]+( and [\\p{{L}}-]+)?) {Replies}", Preference, "Wants {form} answers.", Slots.AnswerLength),
        new("I (prefer|use|want|think in) (?<units>(the )?(metric|imperial)( units| system)?|celsius|fahrenheit|kilomet(er|re)s|miles)", Preference, "Prefers {units}.", Slots.Units),
        new("I (prefer|like|want|would like) (?<wish>(it|things|code|examples|explanations) .{3,80})", Preference, "Prefers {wish}."),
        new("(please )?(stop|quit) (?<doing>(using|saying|calling|apologi[sz]ing|adding|repeating|asking|giving|sending)( .{2,60})?)", Preference, "Wants the assistant to stop {doing}."),
        new("(please )?(no|do not use|avoid|skip|never use) (?<what>(more )?(emojis?|emoticons|jargon|bullet points|markdown|exclamation marks|slang|small talk|tables|headings))( please)?( .*)?", Preference, "Does not want {what}."),
        new($"(please )?{Lasting},? (please )?(?<doing>{Doing} .{{2,100}})", Preference, "Wants the assistant to {doing} always."),
        new($"(please )?(?<doing>{Doing} .{{2,100}}),? {Lasting}", Preference, "Wants the assistant to {doing} always."),
        new($"(please )?(never|do not ever|do not) (?<doing>(answer|reply|respond|give|use|write|talk|speak|call|suggest|send|tell|ask) .{{2,80}}) (again|ever|any ?more)", Preference, "Wants the assistant never to {doing}."),
        new($"(please )?never (?<doing>{Doing} .{{2,80}})", Preference, "Wants the assistant never to {doing}.") { Rejects = ["give up"] },
    ];
}
