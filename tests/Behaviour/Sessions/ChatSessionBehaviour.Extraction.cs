using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Behaviour.Sessions;

/// <content>What becomes of completed exchanges.</content>
public abstract partial class ChatSessionBehaviour
{
    [Fact]
    public async Task CompletedExchange_IsLearnedWordForWordAndIsDueForExtraction()
    {
        var id = await CompletedAsync("I like tea");

        var pending = Assert.Single(await Session.PendingExtractionsAsync(10, Token));

        Assert.Equal((id, 0), (pending.Exchange.Id, pending.Attempts));
        await SettleAsync();
        var learned = Assert.Single(Fixture.Memory.Learned);
        Assert.Equal(["I like tea", "ok"], learned.Candidates.Select(it => it.Text));
        Assert.Equal(pending.UserEpoch, learned.UserEpoch);
        Assert.All(learned.Candidates, it => Assert.Equal(id, it.Provenance.Exchange));
    }

    [Fact]
    public async Task PendingExtraction_ComesWithTheExchangesBeforeIt()
    {
        var first = await CompletedAsync("1");
        await CompletedAsync("2");

        var pending = await Session.PendingExtractionsAsync(10, Token);

        Assert.Equal(2, pending.Count);
        Assert.Equal(first, Assert.Single(pending[1].Before).Id);
        Assert.Single(await Session.PendingExtractionsAsync(1, Token));
    }

    [Fact]
    public async Task Exchange_ThatIsNotToBeLearned_IsNot()
    {
        Model.Answer = _ => "ok";
        var accepted = await StartAsync(Saying("secret") with { Memory = new() { Learn = false } });

        Assert.Equal(ExtractionStatus.None, (await EndedAsync(accepted.Exchange)).Extraction.Status);
        Assert.True(await Session.SettledAsync(TimeSpan.Zero, Token));
        Assert.Empty(Fixture.Memory.Learned);
    }

    [Fact]
    public async Task Extraction_ReportedTwice_CountsOnce()
    {
        var id = await CompletedAsync("1");

        await Session.ReportExtractionAsync(new(id, Changed: 3), Token);
        await Session.ReportExtractionAsync(new(id, Changed: 5), Token);
        await Session.ReportExtractionAsync(new(id, Error: "late", Final: true), Token);

        Assert.Equal(new ExtractionState(ExtractionStatus.Settled, 1, Changed: 3), (await Session.FindExchangeAsync(id, Token))!.Extraction);
    }

    [Fact]
    public async Task Extraction_ThatFailed_IsDueAgainAfterItsWait()
    {
        var id = await CompletedAsync("1");

        await Session.ReportExtractionAsync(new(id, Error: "busy", RetryAfter: TimeSpan.FromMinutes(1)), Token);
        Assert.Empty(await Session.PendingExtractionsAsync(10, Token));
        Fixture.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, Assert.Single(await Session.PendingExtractionsAsync(10, Token)).Attempts);
        Assert.Equal(
            new ExtractionState(ExtractionStatus.Pending, 1, "busy"), (await Session.FindExchangeAsync(id, Token))!.Extraction);
    }

    [Fact]
    public async Task Extraction_ThatFailedForGood_CanBePutBack()
    {
        var id = await CompletedAsync("1");
        Assert.Equal(RetryOutcome.NotFailed, await Session.RetryExtractionAsync(id, Token));
        await Session.ReportExtractionAsync(new(id, Error: "no", Final: true), Token);
        Assert.Equal(new ExtractionState(ExtractionStatus.Failed, 1, "no"), (await Session.FindExchangeAsync(id, Token))!.Extraction);
        Assert.True(await Session.SettledAsync(TimeSpan.Zero, Token));
        await Fixture.RestartAsync();

        Assert.Equal(RetryOutcome.Requeued, await Session.RetryExtractionAsync(id, Token));

        Assert.Equal(id, Assert.Single(await Session.PendingExtractionsAsync(10, Token)).Exchange.Id);
        Assert.Equal(RetryOutcome.NotFound, await Session.RetryExtractionAsync(new(Guid.Empty), Token));
    }

    [Fact]
    public async Task Settled_WaitsForTheLastExtraction()
    {
        await CompletedAsync("1");
        Assert.False(await Session.SettledAsync(TimeSpan.Zero, Token));
        var settled = Session.SettledAsync(TimeSpan.FromMinutes(1), Token);

        await SettleAsync();

        Assert.True(await settled);
    }

    [Fact]
    public async Task Settled_WhosePatienceEnds_IsFalse()
    {
        await CompletedAsync("1");
        var settled = Session.SettledAsync(TimeSpan.FromMinutes(1), Token);

        // When it begins to wait cannot be seen: timers of what has just ended go while its own come.
        while (!settled.IsCompleted)
        {
            Fixture.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.False(await settled);
    }

    [Fact]
    public async Task Turns_ThatMemoryDidNotTakeBeforeARestart_AreTakenAfterIt()
    {
        Fixture.Memory.BeforeLearn = _ => throw new InvalidOperationException("down");
        var id = await CompletedAsync("I like tea");
        await Assert.ThrowsAsync<ChatMemoryException>(() => Session.ReportExtractionAsync(new(id), Token));
        Assert.Equal(ExtractionStatus.Pending, (await Session.FindExchangeAsync(id, Token))!.Extraction.Status);
        Fixture.Memory.BeforeLearn = null;
        await Fixture.RestartAsync();

        await SettleAsync();

        Assert.Equal(id, Assert.Single(Fixture.Memory.Learned).Exchange);
        Assert.True(await Session.SettledAsync(TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task Recall_WaitsForTheTurnsOfTheExchangeBefore()
    {
        var held = new TaskCompletionSource();
        Fixture.Memory.BeforeLearn = _ => held.Task;
        await CompletedAsync("I like tea");
        Model.Answer = null;
        var recalled = new TaskCompletionSource<int>();
        Fixture.Memory.BeforeRecall = _ =>
        {
            recalled.TrySetResult(Fixture.Memory.Learned.Count);
            return Task.CompletedTask;
        };

        var accepted = await StartAsync(Saying("What do I like?"));
        Assert.False(recalled.Task.IsCompleted);
        held.SetResult();

        Assert.Equal(1, await recalled.Task.WaitAsync(Token));
        (await Model.NextTurnAsync(Token)).Finish();
        // The facts of the exchange before are still to be extracted.
        Assert.Equal(RecallStatus.Partial, (await EndedAsync(accepted.Exchange)).Recall!.Status);
    }

    private async Task<ExchangeId> CompletedAsync(string text)
    {
        Model.Answer = _ => "ok";
        return (await EndedAsync((await StartAsync(Saying(text))).Exchange)).Id;
    }
}
