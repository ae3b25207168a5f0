using ChatMemory.Sessions;

namespace ChatMemory.Behaviour.Sessions;

/// <content>Followers, restarts and recall.</content>
public abstract partial class ChatSessionBehaviour
{
    [Fact]
    public async Task Followers_FromAnyNumber_SeeTheRestInOrder()
    {
        var (accepted, turn) = await StreamingAsync("a");
        var all = FollowToEndAsync(accepted.Exchange);
        foreach (var text in "bcdefgh")
        {
            turn.Say($"{text}");
            await FollowUntilAsync(it => it is ChatEvent.TextDelta delta && delta.Text.Contains(text), accepted.Exchange);
        }

        turn.Finish();
        var events = await all;

        Assert.Equal("abcdefgh", TextOf(events));
        Assert.Equal(events.Select(it => it.Number).Order().Distinct(), events.Select(it => it.Number));
        await AssertEachSeesTheRestAsync(accepted.Exchange, events);
        await Fixture.RestartAsync();
        await AssertEachSeesTheRestAsync(accepted.Exchange, events);
    }

    private async Task AssertEachSeesTheRestAsync(Keys.ExchangeId exchange, IReadOnlyList<ChatEvent> events)
    {
        foreach (var seen in events)
        {
            var rest = await FollowToEndAsync(exchange, seen.Number);
            Assert.Equal(events.Where(it => it.Number > seen.Number).Select(it => (it.Number, it.GetType())), rest.Select(it => (it.Number, it.GetType())));
            Assert.Equal(TextOf(events.Where(it => it.Number > seen.Number)), TextOf(rest));
        }
    }

    [Fact]
    public async Task Follower_OfTheWholeSession_SeesOneExchangeAfterTheOther()
    {
        Model.Answer = _ => "ok";
        await StartAsync(Saying("1"));
        var both = FollowUntilAsync(Ends(2));
        await EndedAsync((await Session.TranscriptAsync(new(), Token))!.Exchanges[0].Id);

        await StartAsync(Saying("2"));

        Assert.Equal("okok", TextOf(await both));
    }

    [Fact]
    public async Task Follower_OfAnUnknownExchangeOrSession_EndsAtOnce()
    {
        Assert.Empty(await FollowToEndAsync(new(Guid.Empty)));
        await StreamingAsync();
        Assert.Empty(await FollowToEndAsync(new(Guid.Empty)));
    }

    [Fact]
    public async Task Restart_InTheMiddleOfAnAnswer_LeavesItIncompleteWithAllThatWasSeen()
    {
        var (accepted, _) = await StreamingAsync();
        var queued = await StartAsync(Saying("2", whenBusy: WhenBusy.Queue));
        var seen = await FollowUntilAsync(it => it is ChatEvent.TextDelta, accepted.Exchange);
        await Fixture.RestartAsync();

        var rest = await FollowToEndAsync(accepted.Exchange, seen[^1].Number);

        Assert.Equal("interrupted", Assert.IsType<ChatEvent.ExchangeEnded>(Assert.Single(rest)).Reason!.Code);
        await AssertEndedAsync(accepted.Exchange, ExchangeStatus.Incomplete, "interrupted", "Hello");
        (await Model.NextTurnAsync(Token)).Finish();
        Assert.Equal(ExchangeStatus.Completed, (await EndedAsync(queued.Exchange)).Status);
        Assert.Equal(2, Model.Requests);
    }

    [Fact]
    public async Task Follower_WhoSawWhatIsNotStored_IsToldOfTheGap()
    {
        var (accepted, _) = await StreamingAsync();
        var seen = (await FollowUntilAsync(it => it is ChatEvent.TextDelta, accepted.Exchange))[^1].Number;
        await Fixture.RestartAsync();

        // As if the machine had lost two more deltas that were shown.
        var rest = await FollowToEndAsync(accepted.Exchange, seen + 2);

        var lost = Assert.IsType<ChatEvent.EventsLost>(rest[0]);
        Assert.Equal((seen + 1, seen + 2), (lost.From, lost.To));
        Assert.IsType<ChatEvent.ExchangeEnded>(rest[1]);
        Assert.True(rest[1].Number > seen + 2);
        Assert.IsType<ChatEvent.ExchangeEnded>(Assert.Single(await FollowToEndAsync(accepted.Exchange, lost.Number)));
    }

    [Fact]
    public async Task Follower_WhoseReaderHasEnough_Ends()
    {
        await StreamingAsync();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        // The token of who reads counts as much as that of who asked.
        await using var following = Session.FollowAsync(new(0), CancellationToken.None).GetAsyncEnumerator(enough.Token);
        Assert.True(await following.MoveNextAsync());
        while (following.Current[^1] is not ChatEvent.TextDelta)
            Assert.True(await following.MoveNextAsync());
        var next = following.MoveNextAsync().AsTask();

        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task Follower_BeyondTheNewestEvent_IsToldOfTheGap()
    {
        Model.Answer = _ => "ok";
        var accepted = await StartAsync(Saying("1"));
        var ended = await EndedAsync(accepted.Exchange);
        var newest = (await Session.StatusAsync(Token))!.LastEvent;
        await using var following = Session.FollowAsync(new(newest + 50), Token).GetAsyncEnumerator(Token);
        Assert.True(await following.MoveNextAsync());
        List<ChatEvent> events = [.. following.Current];

        // Only now: a follower that comes after it would have nothing to wait for.
        await StartAsync(Saying("2"));

        while (events[^1] is not ChatEvent.ExchangeEnded && await following.MoveNextAsync())
            events.AddRange(following.Current);
        Assert.Equal(newest + 1, Assert.IsType<ChatEvent.EventsLost>(events[0]).From);
        Assert.Equal("ok", TextOf(events));
        Assert.NotEqual(ended.Id, events[^1].Exchange);
    }

    [Fact]
    public async Task Recall_ThatIsLate_DoesNotKeepTheAnswerWaiting()
    {
        var held = new TaskCompletionSource();
        Fixture.Memory.BeforeRecall = _ => held.Task;
        var accepted = await StartAsync(Saying("Hi"));

        await AdvanceUntilAskedAsync(TimeSpan.FromMilliseconds(150));
        (await Model.NextTurnAsync(Token)).Finish();

        Assert.Equal(RecallStatus.Late, (await EndedAsync(accepted.Exchange)).Recall!.Status);
        held.SetResult();
    }

    [Fact]
    public async Task Recall_ThatFails_IsNotedAndTheAnswerGoesOn()
    {
        Fixture.Memory.BeforeRecall = _ => throw new InvalidOperationException("down");
        var accepted = await StartAsync(Saying("Hi"));
        (await Model.NextTurnAsync(Token)).Finish();

        Assert.Equal(RecallStatus.Failed, (await EndedAsync(accepted.Exchange)).Recall!.Status);
    }

    [Fact]
    public async Task Recall_ThatIsOff_IsNotAsked()
    {
        Fixture.Memory.BeforeRecall = _ => throw new InvalidOperationException("must not be asked");
        var accepted = await StartAsync(Saying("Hi") with { Memory = new() { Recall = false } });
        (await Model.NextTurnAsync(Token)).Finish();

        Assert.Equal(RecallStatus.Off, (await EndedAsync(accepted.Exchange)).Recall!.Status);
    }

    protected static Func<ChatEvent, bool> Ends(int count)
    {
        var ends = 0;
        var last = 0L;
        return it =>
        {
            if (it is ChatEvent.ExchangeEnded && it.Number > last)
            {
                last = it.Number;
                ends++;
            }

            return ends >= count;
        };
    }

    // The session waits on the test's clock: two timers, of the deadline and of recall, are the sign.
    private async Task AdvanceUntilAskedAsync(TimeSpan by)
    {
        while (Fixture.Time.PendingTimers < 2)
            await Task.Yield();
        Fixture.Time.Advance(by);
    }
}
