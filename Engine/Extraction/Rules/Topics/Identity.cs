using static ChatMemory.Memories.MemoryKind;

namespace ChatMemory.Extraction.Rules.Topics;

/// <summary>Names, age, birthday.</summary>
internal static class Identity
{
    public static readonly Rule[] Rules =
    [
        new("(my (full |first |real )?name is|I go by the name( of)?|I am called) {name}( here)?", Profile, "Name is {name}.", Slots.Name),
        new("(everyone|everybody|people|friends|my friends|they all|they|you can|please|you may) (just )?calls? me {name}", Profile, "Wants to be called {name}.", Slots.AddressAs),
        new("(call me|I go by|I prefer to be called|I like to be called) {name}( instead)?", Profile, "Wants to be called {name}.", Slots.AddressAs),
        new("I am {name}", Profile, "Name is {name}.", Slots.Name),
        new("{name} here", Profile, "Name is {name}.", Slots.Name) { NeedsGreeting = true },
        new("my birthday is( on)? (?<date>.{3,40})", Profile, "Birthday is {date}.", Slots.Birthday),
        new("I was born on (?<date>.{3,40})", Profile, "Birthday is {date}.", Slots.Birthday),
        new("I was born in (?<date>\\d{4}) in {place}{tail}", Profile, "Was born in {date} in {place}.", Slots.Birthday),
        new("I was born in (?<date>((the )?(spring|summer|autumn|fall|winter) of )?({month} )?\\d{4})", Profile, "Was born in {date}.", Slots.Birthday),
        new("I was born( and raised)? in {place}{tail}", Profile, "Was born in {place}.", Slots.OriginPlace),
        new("I am (?<age>\\d{1,3})( years?[ -]old| yo| y/o|yo| yrs old)?{tail}", Profile, "Is {age} years old.", Slots.Age),
        new("I (have )?turned (?<age>\\d{1,3}|[a-z]+ty|[a-z]+teen){tail}( (yesterday|today))?", Profile, "Is {age} years old.", Slots.Age),
        new("I am turning (?<age>\\d{1,3}) (?<when>.{2,40})", Profile, "Turns {age} {when}.", Slots.Age),
        new("my pronouns are (?<pronouns>[a-z/ ]{3,30})", Profile, "Pronouns are {pronouns}.", Slots.Pronouns),
    ];
}
