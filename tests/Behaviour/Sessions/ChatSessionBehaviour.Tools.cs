using ChatMemory.Sessions;
using Microsoft.Extensions.AI;

namespace ChatMemory.Behaviour.Sessions;

/// <content>Tool calls.</content>
public abstract partial class ChatSessionBehaviour
{
    private static readonly ToolDefinition Weather = new("weather", "Tells the weather.");

    [Fact]
    public async Task ToolCalls_Answered_LetTheModelGoOnInTheSameExchange()
    {
        var (accepted, _) = await AwaitingAsync();
        var result = new ChatItem.ToolResult("a", "sunny");

        Assert.Equal(SubmitOutcome.Accepted, await SubmitAsync(accepted.Exchange, result));
        Assert.Equal(1, Model.Requests);
        Assert.Equal(SubmitOutcome.Accepted, await SubmitAsync(accepted.Exchange, result, new("b", "cold")));
        var turn = await Model.NextTurnAsync(Token);
        turn.Say("Sunny and cold").Finish();

        var exchange = await EndedAsync(accepted.Exchange);
        Assert.Equal(ExchangeStatus.Completed, exchange.Status);
        Assert.Equal(new TokenUsage(22, 14), exchange.Usage);
        Assert.Equal(["ToolCall", "ToolCall", "ToolResult", "ToolResult", "Message"], exchange.Output.Select(it => it.GetType().Name));
        Assert.Equal(2, turn.Messages.SelectMany(it => it.Contents).OfType<FunctionCallContent>().Count());
        Assert.Equal(["sunny", "cold"], turn.Messages.SelectMany(it => it.Contents).OfType<FunctionResultContent>().Select(it => it.Result));
        Assert.Equal(SubmitOutcome.Accepted, await SubmitAsync(accepted.Exchange, result));
    }

    [Fact]
    public async Task ToolResults_OfCallsThatAreNotThere_AreRefused()
    {
        var (accepted, _) = await AwaitingAsync();
        await SubmitAsync(accepted.Exchange, new ChatItem.ToolResult("a", "sunny"));

        Assert.Equal(SubmitOutcome.UnknownCall, await SubmitAsync(accepted.Exchange, new ChatItem.ToolResult("z", "?")));
        Assert.Equal(SubmitOutcome.UnknownCall, await SubmitAsync(accepted.Exchange, new ChatItem.ToolResult("a", "rain")));
        Assert.Equal(SubmitOutcome.NotFound, await SubmitAsync(new(Guid.Empty), new ChatItem.ToolResult("a", "sunny")));
    }

    [Fact]
    public async Task ToolResults_ThatNobodyAwaits_AreRefused()
    {
        var (accepted, _) = await StreamingAsync();

        Assert.Equal(SubmitOutcome.NotAwaited, await SubmitAsync(accepted.Exchange, new ChatItem.ToolResult("a", "sunny")));
    }

    [Fact]
    public async Task ToolResults_ThatNeverCome_LeaveTheExchangeIncomplete()
    {
        var (accepted, _) = await AwaitingAsync();

        Fixture.Time.Advance(TimeSpan.FromMinutes(5));

        await AssertEndedAsync(accepted.Exchange, ExchangeStatus.Incomplete, "tool_results_missing", "");
    }

    [Fact]
    public async Task ToolResults_AfterARestart_LetTheModelGoOn()
    {
        var (accepted, _) = await AwaitingAsync();
        await Fixture.RestartAsync();

        await SubmitAsync(accepted.Exchange, new("a", "sunny"), new("b", "cold"));
        (await Model.NextTurnAsync(Token)).Say("Fine").Finish();

        Assert.Equal(ExchangeStatus.Completed, (await EndedAsync(accepted.Exchange)).Status);
    }

    [Fact]
    public async Task ToolCalls_WithOneIdTwice_GetTwoIds()
    {
        var accepted = await StartAsync(Saying("Hi"));
        (await Model.NextTurnAsync(Token)).Call("a", "weather").Call("a", "weather").Finish(ChatFinishReason.ToolCalls);

        var events = await FollowUntilAsync(it => it is ChatEvent.ToolResultsAwaited, accepted.Exchange);

        Assert.Equal(["a", "a-2"], Assert.IsType<ChatEvent.ToolResultsAwaited>(events[^1]).CallIds);
    }

    private async Task<(StartOutcome.Accepted Exchange, Support.ModelTurn Turn)> AwaitingAsync()
    {
        var accepted = await StartAsync(Saying("Weather?") with { Model = new() { Tools = [Weather], ToolChoice = "required" } });
        var turn = await Model.NextTurnAsync(Token);
        Assert.Equal("weather", Assert.Single(turn.Options!.Tools!).Name);
        turn.Call("a", "weather").Call("b", "weather").Finish(ChatFinishReason.ToolCalls);
        await FollowUntilAsync(it => it is ChatEvent.ToolResultsAwaited, accepted.Exchange);
        Assert.Equal(ExchangeStatus.Started, (await Session.FindExchangeAsync(accepted.Exchange, Token))!.Status);
        return (accepted, turn);
    }

    private Task<SubmitOutcome> SubmitAsync(Keys.ExchangeId exchange, params ChatItem.ToolResult[] results) =>
        Session.SubmitToolResultsAsync(new(exchange, results), Token);
}
