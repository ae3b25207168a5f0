using ChatMemory.Sessions;
using Microsoft.Extensions.AI;
using ChatRole = ChatMemory.Sessions.ChatRole;

namespace ChatMemory.Behaviour.Sessions;

/// <content>Callers that keep the conversation themselves.</content>
public abstract partial class ChatSessionBehaviour
{
    [Fact]
    public async Task Context_StandsForTheTranscript_AndIsNotKept()
    {
        var withoutMemories = new MemoryUse { Recall = false };
        Model.Answer = messages => string.Join('|', messages.Select(message => message.Text));
        await EndedAsync((await StartAsync(Saying("unknown to the caller"))).Exchange);

        var exchange = await EndedAsync((await StartAsync(Bringing("new", whenBusy: WhenBusy.Refuse) with { Memory = withoutMemories })).Exchange);

        Assert.Equal("Be brief.|before|answer|new", TextOf(exchange));
        Assert.Equal("new", Assert.IsType<ChatItem.Message>(Assert.Single(exchange.Input)).Text);
    }

    [Fact]
    public async Task Context_AnswerThatCallsTools_EndsTheExchange()
    {
        var accepted = await StartAsync(Bringing("new", whenBusy: WhenBusy.Refuse));
        (await Model.NextTurnAsync(Token)).Call("a", "weather").Finish(ChatFinishReason.ToolCalls);

        var exchange = await EndedAsync(accepted.Exchange);

        Assert.Equal(ExchangeStatus.Completed, exchange.Status);
        Assert.IsType<ChatItem.ToolCall>(Assert.Single(exchange.Output));
    }

    [Fact]
    public async Task Context_WhileAnotherRuns_WaitsWithIt()
    {
        var first = await StartAsync(Saying("first"));
        var turn = await Model.NextTurnAsync(Token);
        var second = await StartAsync(Bringing("second"));
        turn.Say("1").Finish();
        await EndedAsync(first.Exchange);

        var next = await Model.NextTurnAsync(Token);
        next.Say("2").Finish();

        // The memories stand between the caller's instructions and what was said.
        Assert.Equal("Be brief.", next.Messages[0].Text);
        Assert.Equal(["before", "answer", "second"], next.Messages.Skip(2).Select(message => message.Text));
        Assert.Equal(ExchangeStatus.Completed, (await EndedAsync(second.Exchange)).Status);
    }

    [Fact]
    public async Task Context_LostInARestart_LeavesTheWaitingExchangeIncomplete()
    {
        var (running, _) = await StreamingAsync();
        var lost = await StartAsync(Bringing("lost"));
        var waiting = await StartAsync(Saying("waiting", whenBusy: WhenBusy.Queue));

        await Fixture.RestartAsync();

        await AssertEndedAsync(lost.Exchange, ExchangeStatus.Incomplete, "interrupted", "");
        Assert.Equal(ExchangeStatus.Incomplete, (await EndedAsync(running.Exchange)).Status);
        (await Model.NextTurnAsync(Token)).Say("late").Finish();
        Assert.Equal(ExchangeStatus.Completed, (await EndedAsync(waiting.Exchange)).Status);
    }

    private static StartExchange Bringing(string text, WhenBusy whenBusy = WhenBusy.Queue) => Saying(text, whenBusy: whenBusy) with
    {
        Context =
        [
            new ChatItem.Message(ChatRole.System, "Be brief."),
            new ChatItem.Message(ChatRole.User, "before"),
            new ChatItem.Message(ChatRole.Assistant, "answer"),
        ],
    };
}
