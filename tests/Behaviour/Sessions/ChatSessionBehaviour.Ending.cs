using ChatMemory.Models;
using ChatMemory.Sessions;
using Microsoft.Extensions.AI;

namespace ChatMemory.Behaviour.Sessions;

/// <content>How exchanges end.</content>
public abstract partial class ChatSessionBehaviour
{
    [Theory]
    [InlineData("length", "length")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("something_else", "model_cut_off")]
    public async Task Answer_ThatTheModelCuts_IsIncompleteAndTeachesNothing(string finish, string code)
    {
        var (accepted, turn) = await StreamingAsync();
        turn.Finish(new ChatFinishReason(finish));

        await AssertEndedAsync(accepted.Exchange, ExchangeStatus.Incomplete, code, "Hello");
    }

    [Fact]
    public async Task Answer_WhoseStreamJustEnds_IsIncomplete()
    {
        var (accepted, turn) = await StreamingAsync();
        turn.Break();

        await AssertEndedAsync(accepted.Exchange, ExchangeStatus.Incomplete, ModelErrors.CutOff, "Hello");
    }

    [Theory]
    [InlineData(ModelErrors.CutOff, ExchangeStatus.Incomplete)]
    [InlineData(ModelErrors.Stalled, ExchangeStatus.Incomplete)]
    [InlineData(ModelErrors.Rejected, ExchangeStatus.Failed)]
    [InlineData(ModelErrors.Garbled, ExchangeStatus.Failed)]
    public async Task Model_ThatFails_EndsTheExchangeWithItsReason(string code, ExchangeStatus status)
    {
        var (accepted, turn) = await StreamingAsync();
        turn.Fail(new ModelException(code, "It went wrong.", isTransient: false));

        await AssertEndedAsync(accepted.Exchange, status, code, "Hello");
    }

    [Fact]
    public async Task Model_ThatThrowsAnything_FailsTheExchangeOnly()
    {
        var (accepted, turn) = await StreamingAsync();
        turn.Fail(new InvalidOperationException("bug"));
        await AssertEndedAsync(accepted.Exchange, ExchangeStatus.Failed, ModelErrors.Error, "Hello");

        var (next, again) = await StreamingAsync();
        again.Finish();
        Assert.Equal(ExchangeStatus.Completed, (await EndedAsync(next.Exchange)).Status);
    }

    [Fact]
    public async Task Answer_LongerThanTheServerKeeps_IsCut()
    {
        var (accepted, turn) = await StreamingAsync();
        turn.Say(new string('x', SessionOptions.MostAnswerCharacters));

        var exchange = await EndedAsync(accepted.Exchange);

        Assert.Equal("answer_too_long", exchange.Reason!.Code);
        Assert.Equal(SessionOptions.MostAnswerCharacters, TextOf(exchange).Length);
        await turn.Released.Task.WaitAsync(Token);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_OfARunningExchange_EndsItEvenIfTheModelHangs(bool disobeys)
    {
        Model.Disobeys = disobeys;
        var (accepted, turn) = await StreamingAsync();

        Assert.Equal(CancelOutcome.Cancelled, await Session.CancelAsync(accepted.Exchange, Token));

        await AssertEndedAsync(accepted.Exchange, ExchangeStatus.Cancelled, "cancelled", "Hello");
        Assert.Equal(CancelOutcome.AlreadyEnded, await Session.CancelAsync(accepted.Exchange, Token));
        if (disobeys)
            turn.Say("still here").Finish();
        await turn.Released.Task.WaitAsync(Token);
        Assert.Equal("Hello", TextOf(await EndedAsync(accepted.Exchange)));
    }

    [Fact]
    public async Task Cancel_OfAQueuedExchange_LetsTheOthersGoOn()
    {
        var (first, turn) = await StreamingAsync();
        var second = await StartAsync(Saying("2", whenBusy: WhenBusy.Queue));
        var third = await StartAsync(Saying("3", whenBusy: WhenBusy.Queue));

        Assert.Equal(CancelOutcome.Cancelled, await Session.CancelAsync(second.Exchange, Token));
        turn.Finish();
        (await Model.NextTurnAsync(Token)).Finish();

        Assert.Equal(ExchangeStatus.Completed, (await EndedAsync(third.Exchange)).Status);
        Assert.Equal(ExchangeStatus.Cancelled, (await EndedAsync(second.Exchange)).Status);
        Assert.Equal(ExchangeStatus.Completed, (await EndedAsync(first.Exchange)).Status);
        Assert.Equal(2, Model.Requests);
    }

    [Fact]
    public async Task Cancel_OfAnUnknownExchange_FindsNothing() =>
        Assert.Equal(CancelOutcome.NotFound, await Session.CancelAsync(new(Guid.Empty), Token));

    [Fact]
    public async Task Exchange_PastItsDeadline_IsIncompleteAndTheNextBegins()
    {
        var first = await StartAsync(Saying("1") with { Deadline = TimeSpan.FromMinutes(1) });
        var turn = await Model.NextTurnAsync(Token);
        turn.Say("Hello");
        await FollowUntilAsync(it => it is ChatEvent.TextDelta, first.Exchange);
        var late = await StartAsync(Saying("2", whenBusy: WhenBusy.Queue) with { Deadline = TimeSpan.FromMinutes(1) });
        var next = await StartAsync(Saying("3", whenBusy: WhenBusy.Queue));

        Fixture.Time.Advance(TimeSpan.FromMinutes(1));

        await AssertEndedAsync(first.Exchange, ExchangeStatus.Incomplete, "deadline", "Hello");
        await AssertEndedAsync(late.Exchange, ExchangeStatus.Incomplete, "deadline", "");
        (await Model.NextTurnAsync(Token)).Finish();
        Assert.Equal(ExchangeStatus.Completed, (await EndedAsync(next.Exchange)).Status);
    }

    [Fact]
    public async Task Delete_WhileAnAnswerRuns_CutsItAndTellsFollowers()
    {
        var (accepted, turn) = await StreamingAsync();
        var following = FollowToEndAsync(accepted.Exchange);

        Assert.True(await Session.DeleteAsync(Token));

        Assert.IsType<ChatEvent.SessionDeleted>((await following)[^1]);
        Assert.Null(await Session.StatusAsync(Token));
        await turn.Released.Task.WaitAsync(Token);
        Assert.False(await Session.DeleteAsync(Token));
    }

    private async Task AssertEndedAsync(Keys.ExchangeId id, ExchangeStatus status, string code, string text)
    {
        var exchange = await EndedAsync(id);
        Assert.Equal((status, code, text), (exchange.Status, exchange.Reason?.Code, TextOf(exchange)));
        Assert.Equal(ExtractionStatus.None, exchange.Extraction.Status);
        Assert.Empty(await Session.PendingExtractionsAsync(10, Token));
        Assert.DoesNotContain(Fixture.Memory.Learned, it => it.Exchange == id);
    }
}
