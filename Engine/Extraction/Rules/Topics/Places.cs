using static ChatMemory.Memories.MemoryKind;

namespace ChatMemory.Extraction.Rules.Topics;

/// <summary>Where the user lives, lived and comes from.</summary>
internal static class Places
{
    public static readonly Rule[] Rules =
    [
        new("I (do not|no longer) live in {place}( any ?(more|longer))", Profile, "Lives in {place}.", Slots.HomePlace) { Retracts = true },
        new("I no longer live in {place}{tail}", Profile, "Lives in {place}.", Slots.HomePlace) { Retracts = true },
        new("I used to live in {place}{tail}", Profile, "Lives in {place}.", Slots.HomePlace) { Retracts = true },
        new("I (have )?(moved|relocated)( back)? from {old} to {place}{tail}( ago)?", Profile, "Lives in {place}.", Slots.HomePlace) { Corrects = "old" },
        new("I (have )?(moved|relocated)( back)? to {place} from {old}{tail}( ago)?", Profile, "Lives in {place}.", Slots.HomePlace) { Corrects = "old" },
        new("I (have )?(moved|relocated|settled)( back| down)?( over| out)? (to|in) {place}{tail}( (yesterday|today|ago))?", Profile, "Lives in {place}.", Slots.HomePlace),
        new("I (live|am living|have been living|have lived|reside|am based|am located|am settled)( here)?( (alone|together))?( over| out| up| down)? in {place}{tail}", Profile, "Lives in {place}.", Slots.HomePlace),
        new("I (live|am living|have lived) (in|on) (?<dwelling>(a|an|my own) ([\\p{L}-]+ ){1,4}?)in {place}{tail}", Profile, "Lives in {dwelling} in {place}.", Slots.HomePlace),
        new("I (live|am living|have lived) (?<where>((in|on) (a|an|my own) ([\\p{L}-]+ ){1,4}?)?(near|outside|outside of|close to|just outside|north of|south of|east of|west of)) {place}{tail}", Profile, "Lives {where} {place}.", Slots.HomePlace),
        new("my (home ?town|home city) is {place}{tail}", Profile, "Is from {place}.", Slots.OriginPlace),
        new("I (come|am|am originally|originally come) from {place}( originally)?{tail}", Profile, "Is from {place}.", Slots.OriginPlace),
        new("I (grew up|was raised) (in|on|near) (?<where>.{2,60})", Profile, "Grew up in {where}.", Slots.OriginPlace),
    ];
}
