using ChatMemory.Sessions;

namespace ChatMemory.Memories;

public sealed class ReconciliationTests
{
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly MemoryStateBuilder _user = new();

    [Theory]
    [InlineData("I like tea", "I like tea.")]
    [InlineData("I like tea", "I  LIKE tea!")]
    [InlineData("I like tea", "I really like tea")]
    [InlineData("I like tea", "User likes tea")]
    [InlineData("I love tea", "I like tea")]
    [InlineData("I enjoy hiking in the mountains", "User loves hiking in mountains")]
    [InlineData("I'm allergic to peanuts", "I am allergic to peanuts")]
    [InlineData("I don't like mushrooms", "I do not like mushrooms")]
    [InlineData("I dislike mushrooms", "I don't like mushrooms")]
    [InlineData("I hate mushrooms", "User dislikes mushrooms")]
    [InlineData("My dog is called Rex", "my dog is called rex")]
    [InlineData("The user has 2 cats", "I have 2 cats")]
    [InlineData("I don’t eat meat", "I don't eat meat")]
    [InlineData("Ich mag Hunde", "ich mag Hunde!")]
    [InlineData("私は東京に住んでいます", "私は東京に住んでいます")]
    public void TheSameFactAgain_AddsNothing(string known, string said)
    {
        _user.Learn(known);

        Assert.Equal(0, _user.Learn(said).Changed);
    }

    [Theory]
    [InlineData("I like tea", "I like green tea")]
    [InlineData("I have 2 cats", "I have 3 cats")]
    [InlineData("It cost $5", "It cost €5")]
    [InlineData("I prefer tea over coffee", "I prefer coffee over tea")]
    [InlineData("Anna likes Ben", "Ben likes Anna")]
    [InlineData("My sister is vegetarian", "I am vegetarian")]
    [InlineData("He likes tea", "I like tea")]
    [InlineData("I like C", "I like C#")]
    [InlineData("I like C#", "I like C++")]
    [InlineData("I meet Tom on Tuesday", "I meet Tom on Wednesday")]
    [InlineData("I liked school", "I like school")]
    [InlineData("I rarely eat meat", "I eat meat")]
    [InlineData("I like tea but not coffee", "I like coffee but not tea")]
    [InlineData("I like tea but not coffee", "I don't like tea but coffee")]
    [InlineData("I flew from Rome to Oslo", "I flew from Oslo to Rome")]
    [InlineData("Do I like tea?", "I like tea")]
    [InlineData("I moved out in 1990", "I moved out in 1991")]
    [InlineData("Ich mag Hunde", "Ich mag Hunde nicht")]
    [InlineData("J'aime le thé", "Je n'aime pas le thé")]
    [InlineData("I love 🐶", "I love 🐱")]
    [InlineData("It is 5 degrees", "It is -5 degrees")]
    public void WhatMayBeAnotherFact_IsKeptBesideTheFirst(string known, string said)
    {
        _user.Learn(known);

        Assert.Equal(1, _user.Learn(said).Changed);
        Assert.Equal([known, said], _user.Current());
    }

    [Theory]
    [InlineData("I like sushi", "I don't like sushi")]
    [InlineData("I like sushi", "User dislikes sushi")]
    [InlineData("I like sushi", "I no longer like sushi")]
    [InlineData("I like sushi", "I hate sushi")]
    [InlineData("I like sushi", "I don't like sushi anymore")]
    [InlineData("I like sushi", "I used to like sushi")]
    [InlineData("I don't eat meat", "I eat meat")]
    [InlineData("I can swim", "I can't swim")]
    [InlineData("I have never been to Paris", "I have been to Paris")]
    public void WhatDeniesAFact_SupersedesIt(string known, string said)
    {
        _user.Learn(known);

        _user.Learn(said, saidAt: Monday.AddDays(1));

        Assert.Equal([said], _user.Current());
        var old = _user.Ended().Single();
        Assert.Equal((known, Monday.AddDays(1)), (old.Text, old.ValidUntil));
        Assert.Equal(_user.State.All.Single(memory => memory.Text == said).Id, old.SupersededBy);
    }

    [Theory]
    [InlineData("home.place", "I live in Lisbon", "User moved to Lisbon")]
    [InlineData("home.place", "I live in Lisbon", "I'm based in Lisbon now")]
    [InlineData("work.employer", "I work at Acme", "User's job is at Acme")]
    [InlineData("user.name", "My name is Ada", "I am called Ada")]
    [InlineData("favourite.color", "My favourite color is blue", "I prefer the colour blue")]
    public void TheSameAnswerOfASlot_AddsNothing(string slot, string known, string said)
    {
        _user.Learn(known, slot);

        Assert.Equal(0, _user.Learn(said, slot).Changed);
    }

    [Theory]
    [InlineData("home.place", "I live in Lisbon", "I live in Porto")]
    [InlineData("home.place", "I live in New York", "I live in New Orleans")]
    [InlineData("home.place", "I live in Lisbon", "I no longer live in Lisbon")]
    [InlineData("work.employer", "I work at Acme", "I joined Globex")]
    [InlineData("family.children", "I have 2 children", "I have 3 children")]
    public void AnotherAnswerOfASlot_SupersedesTheFirst(string slot, string known, string said)
    {
        _user.Learn(known, slot);

        _user.Learn(said, slot, saidAt: Monday.AddDays(2));

        Assert.Equal([said], _user.Current());
        Assert.Equal(Monday.AddDays(2), _user.Ended().Single().ValidUntil);
    }

    [Theory]
    [InlineData("I live in Berlin", "I moved from Berlin to Lisbon", "Berlin")]
    [InlineData("User lives in Berlin", "I live in Lisbon", "Berlin")]
    [InlineData("I work at Acme", "I work at Globex", "Acme")]
    [InlineData("My favourite color is blue", "My favourite color is green", "blue")]
    [InlineData("My meeting is on Tuesday", "My meeting is on Friday", "Tuesday")]
    [InlineData("My dog's name is Rex", "My dog's name is Max", "Rex")]
    [InlineData("My dog is called Rex", "My dog is named Max", "My dog is called Rex")]
    public void WhatNamesTheFormerValue_SupersedesIt(string known, string said, string corrects)
    {
        _user.Learn(known);

        _user.Learn(said, corrects: corrects);

        Assert.Equal([said], _user.Current());
    }

    [Theory]
    [InlineData("My sister lives in Berlin", "I moved from Berlin to Lisbon", "Berlin")]
    [InlineData("I was born in Berlin", "I moved from Berlin to Lisbon", "Berlin")]
    [InlineData("I don't live in Berlin", "I live in Lisbon", "Berlin")]
    [InlineData("Tom works at Acme", "I work at Globex", "Acme")]
    [InlineData("I live in Berlinchen", "I live in Lisbon", "Berlin")]
    public void WhatOnlyMentionsTheFormerValue_IsKept(string known, string said, string corrects)
    {
        _user.Learn(known);

        _user.Learn(said, corrects: corrects);

        Assert.Equal([known, said], _user.Current());
    }

    [Theory]
    [InlineData("I like sushi", "I like sushi", null)]
    [InlineData("I like sushi", "Forget that I like sushi", null)]
    [InlineData("I am allergic to peanuts", "Please forget that I'm allergic to peanuts", null)]
    [InlineData("I live in Berlin", "Forget where I live", "home.place")]
    [InlineData("I live in Berlin", "Forget that I live in Berlin", "home.place")]
    public void WhatIsTakenBack_Ends_AndNothingIsAdded(string known, string said, string? slot)
    {
        _user.Learn(known, slot);

        Assert.Equal(1, _user.Learn(said, slot, retracts: true).Changed);
        Assert.Empty(_user.Current());
        Assert.Null(_user.Ended().Single().SupersededBy);
    }

    [Theory]
    [InlineData("I don't like sushi", "Forget that I like sushi", null)]
    [InlineData("I like sushi restaurants near the old harbour", "Forget that I like sushi", null)]
    [InlineData("I live in Lisbon", "Forget that I live in Berlin", "home.place")]
    public void WhatIsNotMeantByTakingBack_Stays(string known, string said, string? slot)
    {
        _user.Learn(known, slot);

        Assert.Equal(0, _user.Learn(said, slot, retracts: true).Changed);
    }

    [Fact]
    public void AFactSaidEarlier_ThanTheAnswerThatHolds_IsStoredAsEnded()
    {
        _user.Learn("I live in Lisbon", "home.place");

        _user.Learn("I live in Berlin", "home.place", saidAt: Monday.AddYears(-2));

        Assert.Equal(["I live in Lisbon"], _user.Current());
        Assert.Equal(("I live in Berlin", (DateTimeOffset?)Monday), _user.Ended().Select(memory => (memory.Text, memory.ValidUntil)).Single());
    }

    [Fact]
    public void LowerAuthority_NeverSupersedes_AndWhatIsOnlyInferredIsDropped()
    {
        _user.Learn("I live in Lisbon", "home.place");

        Assert.Equal(0, _user.Learn("User lives in Rome", "home.place", role: ChatRole.Assistant).Changed);
        Assert.Equal(["I live in Lisbon"], _user.Current());
    }

    [Fact]
    public void WhatAPersonConfirmed_IsKeptBesideWhatIsStatedLater()
    {
        _user.Learn("I live in Lisbon", "home.place");
        _user.Update(_user.State.All.Single().Id, "I live in Lisboa");

        _user.Learn("I live in Rome", "home.place");

        Assert.Equal(["I live in Lisboa", "I live in Rome"], _user.Current());
    }

    [Fact]
    public void AnImmutableMemory_IsNeverSuperseded()
    {
        _user.Add(new NewMemory { Text = "I live in Lisbon", Slot = "home.place", Immutable = true });

        _user.Learn("I live in Rome", "home.place");
        _user.Learn("I live in Lisbon", "home.place", retracts: true);

        Assert.Equal(["I live in Lisbon", "I live in Rome"], _user.Current());
    }

    [Fact]
    public void OtherScopesAndSpeakers_AreLeftAlone()
    {
        _user.Learn("I live in Lisbon", "home.place", scope: new("coach"));
        _user.Learn("I live in Rome", "home.place", scope: new("nurse"));
        _user.Learn("I live in Oslo", "home.place", scope: new("nurse"), speaker: "Ben");

        Assert.Equal(3, _user.Current().Count);
    }

    [Fact]
    public void CandidatesOfOneExchange_SeeEachOther()
    {
        var outcome = _user.LearnAll(_user.Said("I live in Rome", "home.place"), _user.Said("I live in Oslo", "home.place"), _user.Said("I live in Oslo"));

        Assert.Equal(3, outcome.Changed);
        Assert.Equal(["I live in Oslo"], _user.Current());
    }

    [Theory]
    [InlineData("I live in Lisbon", "You live in Lisbon")]
    [InlineData("I live in Lisbon near the river", "User lives in Lisbon")]
    public void TheAssistantsEchoOfWhatWasRecalled_IsDropped(string recalled, string said)
    {
        _user.Learn(recalled);
        var memory = _user.State.All.Single();

        var outcome = _user.LearnAll([new(memory.Id, memory.Version, 1)], _user.Said(said, role: ChatRole.Assistant));

        Assert.Equal(0, outcome.Changed);
    }

    [Fact]
    public void TheAssistantsWords_AfterARecalledMemoryWasDeleted_TeachNothing()
    {
        _user.Learn("I live in Lisbon");
        var memory = _user.State.All.Single();
        _user.Delete(memory.Id);

        var outcome = _user.LearnAll(
            [new(memory.Id, memory.Version, 1)],
            _user.Said("The user's home is Lisbon", role: ChatRole.Assistant),
            _user.Said("I like tea"));

        Assert.Equal(1, outcome.Changed);
        Assert.Equal(["I like tea"], _user.Current());
    }

    [Fact]
    public void ACandidateWithoutASource_OrTooLong_IsDropped()
    {
        var sourced = _user.Said("I like tea");

        var outcome = _user.LearnAll(
            sourced with { Provenance = sourced.Provenance with { Span = null } },
            sourced with { Provenance = sourced.Provenance with { Exchange = null } },
            sourced with { Text = new string('x', Memory.MaxTextLength + 1) },
            sourced with { Text = "half \ud83c" },
            sourced with { Text = " " });

        Assert.Equal(0, outcome.Changed);
    }

    [Fact]
    public void AnEpisodeThatIsTooLong_IsCutBetweenCharacters()
    {
        var text = new string('x', Memory.MaxTextLength - 1) + "🎈";

        _user.LearnEpisode(text);

        Assert.Equal(text[..(Memory.MaxTextLength - 1)], _user.State.All.Single().Text);
    }

    [Fact]
    public void Episodes_OfDifferentExchanges_AreAllKept_AndDoNotStandInForFacts()
    {
        _user.LearnEpisode("I like tea");
        _user.LearnEpisode("I like tea");

        Assert.Equal(1, _user.Learn("I like tea").Changed);
        Assert.Equal(3, _user.Current().Count);
    }
}
