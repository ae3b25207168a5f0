namespace ChatMemory.Extraction.Rules;

/// <summary>
/// Utterances that the rules were not written from. The set was written before the rules and is only measured: a rule that is
/// wrong here is mended by a new utterance in <see cref="DevelopmentSet"/> of the same kind, never by looking at this one.
/// </summary>
internal static class HeldOutSet
{
    public static readonly IReadOnlyList<Spoken> All =
    [
        // Names, places, origin
        new("hiya, im priya and im from chennai originally", "priya", "chennai"),
        new("My name's Oluwaseun but everyone calls me Seun.", "oluwaseun", "seun"),
        new("btw you can call me Max", "max"),
        new("I've been living in Porto for about three years now", "porto"),
        new("we moved from Leeds to Glasgow in march", "glasgow !leeds"),
        new("just moved to austin texas last weekend and still unpacking lol", "austin"),
        new("I live in a tiny flat in Utrecht with two roommates", "utrecht"),
        new("I grew up in a small village near Kraków.", "krak"),
        new("Currently based in Nairobi, working remotely.", "nairobi", "remote"),

        // Work and studies
        new("im a nurse at st thomas hospital, night shifts mostly", "nurse thomas"),
        new("I work as a data engineer for Zalando", "data engineer", "zalando"),
        new("I teach chemistry at a secondary school", "chemistry"),
        new("i just started a new job at Siemens last monday!!", "siemens"),
        new("I'm studying architecture at TU Delft, second year", "architecture"),
        new("I quit my job at Deloitte last week, feels great", "deloitte/job"),
        new("I run a small bakery with my wife Ana", "bakery", "wife ana"),
        new("I used to work at Nokia, now I'm at Ericsson", "ericsson !nokia"),
        new("retired now, was a mailman for 40 years", "retired"),

        // Likes, dislikes, favourites
        new("i absolutely love thai food", "thai food"),
        new("cant stand cilantro tbh", "cilantro"),
        new("I'm not a fan of horror movies", "horror"),
        new("My favorite band is Radiohead, hands down", "radiohead"),
        new("I'm really into bouldering these days", "bouldering"),
        new("I prefer tea over coffee", "tea coffee"),
        new("i dont really like crowded places", "crowded"),
        new("I don't mind spicy food and I hate olives", "olives"),
        new("my fave colour is teal", "teal"),

        // How to be answered
        new("please keep your answers short from now on", "short"),
        new("always give me code examples in python, never java", "python"),
        new("I prefer metric units", "metric"),
        new("Could you stop using emojis? I find them annoying.", "emoji"),
        new("from now on talk to me in Spanish please", "spanish"),

        // Health and diet
        new("I'm allergic to penicillin, so careful with that", "penicillin"),
        new("im lactose intolerant", "lactose"),
        new("I was diagnosed with type 2 diabetes in 2019", "diabetes"),
        new("my son has a nut allergy", "son nut"),
        new("I don't eat pork", "pork"),
        new("been vegetarian since i was 15", "vegetarian"),
        new("I have celiac disease so I can't eat gluten", "celiac", "gluten"),
        new("I'm not allergic to anything as far as I know"),

        // Family, relations, pets
        new("my sister Marta lives in Vienna and she's a dentist", "sister marta vienna", "sister/marta dentist"),
        new("We have two kids, Leo and Mia", "leo mia"),
        new("got a 3 yo golden retriever called Biscuit", "biscuit"),
        new("My husband's name is Tom", "husband tom"),
        new("my brother in law works for NASA", "brother nasa"),
        new("I'm married with a baby on the way", "married"),
        new("my best friend Josh is moving to Canada", "josh canada"),
        new("my cat's name is Pixel", "cat pixel"),
        new("I have three older brothers", "three brothers"),
        new("My mom loves gardening", "mom gardening"),

        // Plans and tasks
        new("I'm going to Japan next month!", "japan next month"),
        new("we're planning to renovate the kitchen this summer", "renovate kitchen summer"),
        new("gonna run my first half marathon in october", "half marathon october"),
        new("I have a dentist appointment on Thursday at 3pm", "dentist thursday"),
        new("I'm working on a novel about lighthouse keepers", "novel lighthouse"),
        new("I need to finish my thesis by June 30", "thesis june"),
        new("My flight to Oslo is on the 14th", "oslo 14th"),
        new("i want to learn the piano", "piano"),
        new("my exam is next Tuesday", "exam next tuesday"),

        // Habits
        new("every morning I do 20 minutes of yoga", "yoga every morning"),
        new("I go swimming twice a week", "swim twice week"),
        new("I usually get up at 5am", "5am"),
        new("on sundays we always have lunch at my parents' place", "sundays lunch"),

        // Birthdays, age, things
        new("my birthday is on the 3rd of May", "3rd may"),
        new("I turned 40 last week", "40"),
        new("I'm 27 years old", "27"),
        new("i was born in 1988 in Lima", "1988"),
        new("I drive an old Volvo V70", "volvo"),
        new("I just bought a Fuji X100V", "fuji"),
        new("My daughter turns six on Friday", "daughter six friday"),
        new("our anniversary is june 12", "anniversary june 12"),

        // Corrections and requests
        new("Actually, I don't live in Madrid anymore, I moved to Valencia", "valencia"),
        new("sorry, my dog's name is Rex, not Max", "dog rex !max"),
        new("I no longer eat meat", "no longer/not/without/vegetarian meat"),
        new("remember that my locker code is 4471", "locker 4471"),
        new("Please remember I'm always free on Wednesday afternoons", "wednesday"),
        new("forget that I live in Porto", "forget: porto"),
        new("please forget my phone number", "forget: phone"),
        new("I stopped smoking two years ago", "smok"),
        new("I'm no longer with Vodafone, I switched to O2", "o2"),

        // Short answers
        new("Berlin") { After = "Nice to meet you! Where do you live?", Expected = ["berlin"] },
        new("yes") { After = "Are you vegetarian?", Expected = ["vegetarian"] },
        new("no") { After = "Do you have any allergies?", Expected = [] },
        new("a plumber") { After = "What do you do for a living?", Expected = ["plumber"] },
        new("yeah that would be great") { After = "Do you want me to book a table?", Expected = [] },

        // Nothing to remember
        new("what's the capital of France?"),
        new("if I lived in Tokyo, how much would rent be?"),
        new("do I like spicy food?"),
        new("I wish I lived by the sea"),
        new("He said \"I live in Boston and work at MIT\" in the interview"),
        new("Translate to German: I am a doctor and I live in Hamburg."),
        new("write a short story about a man who lives in Prague"),
        new("thanks, that's really helpful!"),
        new("I think the second option is better"),
        new("I'm not sure what you mean"),
        new("can you explain how photosynthesis works"),
        new("I'm having trouble with this regex"),
        new("I don't live in Germany"),
        new("Pretend you are a pirate and I'm the captain"),
        new("i love it, thanks!!"),
        new("I'd be happy if you could fix this bug"),
        new("forget it, let's move on"),
        new("how do i center a div"),
        new("Is my sister allowed to live in the US without a visa?"),
        new("My friend asked whether I work at Google"),
        new("lol same"),
        new("In the movie, my favorite character says I love you"),
        new("Suppose I'm 35 and have $10k, where should I invest?"),
        new("I like your answer, can you make it longer?"),
        new("I have a question about taxes"),
        new("I'm getting a null pointer exception in my code"),
        new("Let's go with option B"),
        new("I need help with my homework"),
        new("I want you to act as a linux terminal"),
        new("I got an error when I tried to install it"),
    ];
}
