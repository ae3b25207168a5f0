using static ChatMemory.Memories.MemoryKind;

namespace ChatMemory.Extraction.Rules.Topics;

/// <summary>Allergies, diet, health.</summary>
internal static class Health
{
    private const string End = "(,? (since|because|so|for|which|now|these days|and that)( .*)?)?";
    private const string Diets = "(?<diet>(a )?(strict |mostly |lifelong )?(vegan|vegetarian|pescatarian|pescetarian|flexitarian|kosher|halal|gluten[ -]free|dairy[ -]free|keto|paleo|on a [\\p{L}-]+ diet|carnivore))";

    private const string Conditions =
        "(?<condition>(type (1|2|one|two) |severe |mild |chronic |high |low |bad |seasonal )*([\\p{L}-]+ )?(diabetes|asthma|celiac( disease)?|coeliac( disease)?|arthritis|epilepsy|migraines?|adhd|add|autism|depression|anxiety|insomnia|hypertension|blood pressure|eczema|psoriasis|hay ?fever|ibs|crohn'?s( disease)?|anemia|anaemia|scoliosis|tinnitus|vertigo|dyslexia|ocd|ptsd|cancer|allerg(y|ies)|intolerance|back pain|knee pain|cholesterol|heart condition|thyroid( [\\p{L}]+)?|pcos|endometriosis|fibromyalgia|lupus|ms|parkinson'?s|sleep apnea|lactose intolerance|disease|syndrome|disorder)( to [\\p{L} ,]{2,40}?)?)";

    public static readonly Rule[] Rules =
    [
        new("I am ((severely|very|badly|mildly|deathly|highly|super|a bit|slightly) )?(?<allergy>allergic to (?<thing>[\\p{L}][\\p{L} ,'&-]{1,60}?))" + End, Profile, "Is allergic to {thing}."),
        new("I have (a |an )?(?<adjective>severe |bad |mild |serious )?(?<thing>[\\p{L}]+( and [\\p{L}]+)?) allerg(y|ies)" + End, Profile, "Has a {adjective}{thing} allergy."),
        new("I (have|had) an? (?<adjective>severe |bad |mild |serious )?allergy to (?<thing>[\\p{L} ,]{2,40}?)" + End, Profile, "Is allergic to {thing}."),
        new("(?<thing>[\\p{L} ]{2,30}?) (gives?|give) me (?<effect>hives|a rash|headaches|migraines|heartburn)", Profile, "Gets {effect} from {thing}."),
        new($"I (am|have been|became|went|turned|follow|keep|eat|have gone) {Diets}{End}", Profile, "Is {diet}.", Slots.Diet),
        new($"I am on an? (?<diet>[\\p{{L}}-]+( [\\p{{L}}-]+)?) diet{End}", Profile, "Is on a {diet} diet.", Slots.Diet),
        new("I (no longer (eat|drink|have)) {thing}" + End, Profile, "No longer eats or drinks {thing}.") { Corrects = "thing" },
        new("I (do not|can not|never) (?<verb>eat|drink|have|tolerate|digest) (?<thing>(any )?(meat|red meat|pork|beef|fish|seafood|shellfish|dairy|milk|cheese|eggs|gluten|bread|sugar|nuts|peanuts|alcohol|coffee|caffeine|wine|beer|soy|wheat|lactose|chicken|animal products|spicy food|tomatoes|onions|garlic|mushrooms)( (and|or) [\\p{L} ]{2,30}?)?)( any ?more)?" + End, Profile, "Does not {verb} {thing}."),
        new("I do not (?<verb>eat|drink|smoke)( at all)?" + End, Profile, "Does not {verb}."),
        new("I am (?<state>(lactose|gluten)[ -]intolerant|diabetic|asthmatic|pregnant|colou?r[ -]?blind|dyslexic|autistic|deaf|blind|left[ -]handed|hard of hearing)" + End, Profile, "Is {state}."),
        new("I (am|was|got|have been) diagnosed with (?<thing>[\\p{L}\\p{N}][\\p{L}\\p{N} '-]{1,40}?)(?<when> (in|last|when|at|back|two|three|a few|\\d+).{1,40})?", Profile, "Was diagnosed with {thing}{when}."),
        new($"I (have|have got|suffer from|struggle with|live with|deal with|get) (a |an )?{Conditions}{End}", Profile, "Has {condition}."),
        new("I (?<stopped>(have )?(stopped|quit|gave up|given up)) (?<habit>smoking|drinking|alcohol|coffee|caffeine|sugar|meat|vaping|eating [\\p{L} ]{2,30}?|drinking [\\p{L} ]{2,30}?)(?<when> .{2,40})?", Profile, "Stopped {habit}{when}."),
        new("I take (?<medicine>[\\p{L}\\p{N} -]{3,40}?) for (my )?(?<what>[\\p{L} ]{3,40}?)", Profile, "Takes {medicine} for {what}."),
        new("I (broke|sprained|tore|injured|hurt) my (?<part>[\\p{L} ]{2,30}?)(?<when> (last|yesterday|two|a|in|this) .{2,30})?", Profile, "Injured their {part}{when}."),
        new("I am (?<height>\\d[\\p{L}\\p{N}'\". ]{0,10}?) tall", Profile, "Is {height} tall."),
        new("I weigh (?<weight>\\d[\\p{L}\\p{N}. ]{0,12}?)", Profile, "Weighs {weight}."),
    ];
}
