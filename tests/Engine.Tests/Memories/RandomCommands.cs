using ChatMemory.Extraction;
using ChatMemory.Keys;
using ChatMemory.Sessions;
using FsCheck;
using FsCheck.Fluent;

namespace ChatMemory.Memories;

/// <summary>What a step of a random run does. Memories are chosen by number, so that a shrunk run still means something.</summary>
public abstract record Step
{
    private Step()
    {
    }

    public sealed record Add(string Text, string? Slot, bool Immutable, int? Key) : Step;

    public sealed record Update(int Memory, string Text) : Step;

    public sealed record Delete(int Memory, bool WithSuperseded) : Step;

    public sealed record Learn(int Exchange, bool IsEpisode, string Text, string? Slot, int Day, bool Retracts) : Step;

    /// <summary>Everything but the store is gone.</summary>
    public sealed record Crash : Step;

    /// <summary>The append fails, before it took place or after.</summary>
    public sealed record FailingAppend(string Text, bool TookPlace) : Step;

    /// <summary>Another activation, which lags behind, takes the next call.</summary>
    public sealed record Other : Step;
}

/// <summary>Random runs over few texts, so that they meet.</summary>
internal static class RandomCommands
{
    private static readonly string[] Texts =
    [
        "zq likes tea", "ZQ likes tea.", "zq dislikes tea", "zq no longer likes tea", "zq lives in Oslo", "zq lives in Rome", "zq moved to Rome", "zq has 2 cats",
    ];

    public static readonly SessionId Session = SessionId.Parse("s");

    public static Arbitrary<Step[]> Runs() => Gen.ArrayOf(Gen.Frequency(
        (5, Text().SelectMany(text => Slot().SelectMany(slot => Gen.Choose(0, 9).Select(n => (Step)new Step.Add(text, slot, n == 0, n > 6 ? n : null))))),
        (3, Gen.Choose(0, 9).SelectMany(memory => Text().Select(text => (Step)new Step.Update(memory, text)))),
        (3, Gen.Choose(0, 9).SelectMany(memory => Gen.Elements(true, false).Select(with => (Step)new Step.Delete(memory, with)))),
        (6, LearnStep()),
        (2, Gen.Constant((Step)new Step.Crash())),
        (2, Text().SelectMany(text => Gen.Elements(true, false).Select(took => (Step)new Step.FailingAppend(text, took)))),
        (2, Gen.Constant((Step)new Step.Other())))).ToArbitrary();

    public static LearnFromExchange Command(Step.Learn step, long epoch) => new(
        Session, Exchange(step), step.IsEpisode ? LearningPart.Episodes : LearningPart.Facts, epoch, [Candidate(step)], []);

    public static ExchangeId Exchange(Step.Learn step) => new(new Guid(step.Exchange + 1, 0, 0, new byte[8]));

    private static Candidate Candidate(Step.Learn step) => new()
    {
        Text = step.Text,
        Kind = step.IsEpisode ? MemoryKind.Episode : MemoryKind.Fact,
        Provenance = new("rules", ChatRole.User, Session, Exchange(step), 0, new(0, 1)),
        Slot = step.Slot,
        Retracts = step.Retracts,
        SaidAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(step.Day),
    };

    private static Gen<Step> LearnStep() =>
        from exchange in Gen.Choose(0, 30)
        from episode in Gen.Choose(0, 3)
        from text in Text()
        from slot in Slot()
        from day in Gen.Choose(0, 3)
        from retracts in Gen.Choose(0, 5)
        select (Step)new Step.Learn(exchange, episode == 0, text, slot, day, retracts == 0);

    private static Gen<string> Text() => Gen.Elements(Texts);

    private static Gen<string?> Slot() => Gen.Elements<string?>(null, null, "home.place");
}
