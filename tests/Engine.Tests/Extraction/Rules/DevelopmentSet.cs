namespace ChatMemory.Extraction.Rules;

/// <summary>Utterances that the rules were written with: every one of them holds.</summary>
internal static class DevelopmentSet
{
    public static readonly IReadOnlyList<Spoken> All =
    [
        // Names and places
        new("Hi, I'm Sam and I live in Lisbon.", "name sam", "lives lisbon"),
        new("my name is Jean-Pierre", "name jean-pierre"),
        new("hello im lucas", "name lucas"),
        new("I moved from Rome to Milan last year.", "lives milan !rome"),
        new("I'm originally from Ghana but I live in London now", "from ghana", "lives london"),
        new("we live in a small house near Ghent", "ghent"),
        new("I no longer live in Oslo", "forget: lives oslo"),
        new("my name is not Jon but John", "name john !jon"),
        new("Actually I live in Bern, not Basel.", "lives bern !basel"),
        new("I live in fear of deadlines"),
        new("I'm tired"),
        new("Hi, I'm stuck"),

        // Work
        new("I'm a software engineer at Spotify", "software engineer spotify"),
        new("I work at the post office as a clerk", "clerk", "post office"),
        new("My job is quality inspector", "quality inspector"),
        new("I study physics at ETH Zurich", "physics", "eth zurich"),
        new("I used to work for IBM but now I work for Intel", "forget: works ibm", "works intel"),
        new("I don't work at Lidl anymore", "forget: works lidl"),
        new("I'm a bit confused about the second step"),

        // Tastes
        new("I love hiking and my dog Rex", "likes hiking"),
        new("I don't like mushrooms anymore", "no longer mushrooms"),
        new("I hate mornings because I sleep late", "dislikes mornings"),
        new("my favourite film is Alien", "favourite film alien"),
        new("Blue is my favourite color", "favourite color blue"),
        new("I prefer trains to planes", "prefers trains planes"),
        new("I like the second option"),
        new("love it!"),

        // Answers
        new("Please always answer in German", "answers german"),
        new("never use the word delve", "never delve"),
        new("I prefer concise answers", "concise answers"),
        new("can you call me Bo?", "called bo"),
        new("answer in one word"),
        new("Can you give me a recipe for soup?"),

        // Health
        new("I am allergic to cats", "allergic cats"),
        new("I have a shellfish allergy", "shellfish allergy"),
        new("I'm vegan, what can I cook tonight?", "vegan"),
        new("I have asthma and I take ventolin for it", "asthma"),
        new("I quit drinking in January", "stopped drinking january"),
        new("My doctor told me I have high blood pressure"),

        // People and pets
        new("My sister Anna lives in Rome. She is a painter.", "sister anna lives rome", "sister anna painter"),
        new("my dog is called Luna", "dog named luna"),
        new("I have a cat named Tofu", "cat tofu"),
        new("my mom is allergic to bees", "mom allergic bees"),
        new("my brother moved to Peru and works as a guide", "brother peru", "brother guide"),
        new("my wife's name is Ella", "wife named ella"),
        new("I got engaged last month!", "engaged"),
        new("my boss said I'm lazy"),
        new("my friend says she lives in Nice"),

        // Plans
        new("I'm flying to Boston on Friday", "boston friday"),
        new("I'm planning to buy a house next year", "buy house next year"),
        new("I want to visit Iceland some day", "visit iceland"),
        new("my wedding is on August 9", "wedding august 9"),
        new("I have a job interview tomorrow at 10", "job interview tomorrow"),
        new("remind me to water the plants on Sunday", "reminded water plants sunday"),
        new("I'm going to try that, thanks"),
        new("I'll let you know tomorrow"),

        // Habits
        new("I run every morning before work", "runs every morning"),
        new("every Friday I play football with colleagues", "plays football every friday"),
        new("I usually work late", "usually works late"),
        new("I always get an error here"),

        // Dates and things
        new("I was born in 1990", "born 1990"),
        new("my birthday is July 4th", "birthday july"),
        new("I am 34", "34"),
        new("I speak French and Dutch", "speaks french dutch"),
        new("I play the cello", "plays cello"),
        new("my car is a red Fiat", "car red fiat"),

        // Requests
        new("Remember that the garage door code is 9921", "garage 9921"),
        new("forget what I said"),
        new("please forget that I work at Bosch", "forget: works bosch"),
        new("don't forget to call the bank tomorrow", "reminded call bank tomorrow"),
        new("Remember when we talked about this?"),

        // Short answers
        new("Vienna.") { After = "Great. Where do you live?", Expected = ["lives vienna"] },
        new("Yes") { After = "Do you live in Bonn?", Expected = ["lives bonn"] },
        new("yes") { After = "Are you ready to start?", Expected = [] },
        new("no") { After = "Are you vegan?", Expected = [] },
        new("Milo") { After = "What's your dog's name?", Expected = ["dog named milo"] },

        // Not the user's own facts
        new("If I lived in Paris I would eat bread all day"),
        new("what if I'm allergic to nuts?"),
        new("Imagine I'm a wizard. I live in a tower."),
        new("Proofread this: I live in Ghent and I love rain."),
        new("She told me \"I work at the museum in Delft\""),
        new("> I live in Turin\nwhat does this line mean?"),
        new("```\nname = \"my name is Bob\"\n```"),
        new("I would live in Spain if I could"),
        new("do you live in a data center?"),
        new("I'm working on this bug"),
    ];
}
