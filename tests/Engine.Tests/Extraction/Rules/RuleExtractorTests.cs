using ChatMemory.Memories;
using ChatMemory.Sessions;

namespace ChatMemory.Extraction.Rules;

public sealed class RuleExtractorTests
{
    [Fact]
    public void Candidate_CarriesSlotKindAndWhereItWasSaid()
    {
        var exchange = Extracting.Exchange(Extracting.User("Hello! I'm an architect. btw I live in Lisbon :)", "Ana"), Extracting.Assistant("Nice."));
        var home = Assert.Single(Candidates(exchange), candidate => candidate.Slot == Slots.HomePlace);

        Assert.Equal("Lives in Lisbon.", home.Text);
        Assert.Equal(MemoryKind.Profile, home.Kind);
        Assert.Equal(Authority.Stated, home.Authority);
        Assert.Equal("Ana", home.Speaker);
        Assert.Equal(Extracting.SaidAt, home.SaidAt);
        Assert.Equal((RuleExtractor.Source, ChatRole.User, 0), (home.Provenance.Source, home.Provenance.Role, home.Provenance.Item));
        Assert.Contains("I live in Lisbon", exchange.Quote(home), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryCandidate_OfBothSets_QuotesItsMessage()
    {
        foreach (var spoken in DevelopmentSet.All.Concat(HeldOutSet.All))
        {
            foreach (var candidate in Extracting.ByRules(spoken.Text, spoken.After))
            {
                var span = candidate.Provenance.Span!;
                Assert.InRange(span.Start, 0, spoken.Text.Length - 1);
                Assert.InRange(span.Length, 1, spoken.Text.Length - span.Start);
            }
        }
    }

    [Theory]
    [InlineData("I moved from Rome to Milan", "Rome")]
    [InlineData("Actually I live in Bern, not Basel.", "Basel")]
    [InlineData("my name is not Jon but John", "Jon")]
    public void Correction_NamesTheFormerValue(string text, string former) =>
        Assert.Equal(former, Assert.Single(Extracting.ByRules(text)).Corrects);

    [Fact]
    public void Favourite_HasASlotOfItsSort() =>
        Assert.Equal("favourite.film", Assert.Single(Extracting.ByRules("My favourite film is Alien")).Slot);

    [Fact]
    public void AssistantsWords_TeachNothing()
    {
        var exchange = Extracting.Exchange(Extracting.User("Who are you?"), Extracting.Assistant("I live in Berlin and I love pizza."));
        Assert.Empty(Candidates(exchange));
    }

    [Fact]
    public void RecalledStatement_IsNotProposedAgain() =>
        Assert.Empty(Extracting.ByRules("as you know I live in Lisbon", after: null, "Lives in Lisbon."));

    [Fact]
    public void RecalledStatement_DoesNotHideItsRetraction() =>
        Assert.True(Assert.Single(Extracting.ByRules("please forget that I live in Lisbon", after: null, "Lives in Lisbon.")).Retracts);

    [Theory]
    [InlineData("I am a ")]
    [InlineData("\"a ")]
    [InlineData("fix \n")]
    [InlineData("I like, and my ")]
    [InlineData("my sister my name is not I live in , not ")]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData("`")]
    [InlineData("\ud83d\ude00")]
    public void HostileText_IsReadInLinearTime(string pattern)
    {
        var whole = string.Concat(Enumerable.Repeat(pattern, 256 * 1024 / pattern.Length));
        var time = TimeProvider.System;

        Read(whole[..(16 * 1024)]);
        var started = time.GetTimestamp();
        Read(whole);

        // Generous: a quadratic reader takes minutes.
        Assert.InRange(time.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(20));

        static void Read(string text) => _ = RuleReader.Read(text, before: null).Count();
    }

    private static IReadOnlyList<Candidate> Candidates(PendingExtraction exchange) =>
        new RuleExtractor().ExtractAsync(Extracting.Batch(exchange)).GetAwaiter().GetResult().GetValueOrDefault(exchange.Exchange.Id, []);
}
