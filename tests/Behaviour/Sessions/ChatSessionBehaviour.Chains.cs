using System.Text.Json;
using ChatMemory.Sessions;
using Microsoft.Extensions.AI;
using ChatRole = ChatMemory.Sessions.ChatRole;

namespace ChatMemory.Behaviour.Sessions;

/// <content>Callers that name the exchange that theirs follows, and what they keep with it.</content>
public abstract partial class ChatSessionBehaviour
{
    private static readonly IReadOnlyDictionary<string, JsonElement> Kept = new Dictionary<string, JsonElement> { ["p"] = JsonElement.Parse("""{"a":[1]}""") };

    [Fact]
    public async Task EndsAtCalls_TheResultsComeWithALaterExchange_WhichKeepsTheCallsTheyAnswer()
    {
        var asked = await StartAsync(Chained("Weather?"));
        (await Model.NextTurnAsync(Token)).Say("Let me see.").Call("a", "weather").Call("b", "weather").Finish(ChatFinishReason.ToolCalls);
        Assert.Equal(ExchangeStatus.Completed, (await EndedAsync(asked.Exchange)).Status);
        await Fixture.RestartAsync();

        var answered = await StartAsync(Answering(new("b", "cold"), new("a", "sunny")));
        var turn = await Model.NextTurnAsync(Token);
        turn.Say("Sunny and cold").Finish();

        Assert.Equal(["ToolCall", "ToolCall", "ToolResult", "ToolResult"], (await EndedAsync(answered.Exchange)).Input.Select(it => it.GetType().Name));
        var said = turn.Messages.Where(it => it.Role != Microsoft.Extensions.AI.ChatRole.System).ToList();
        Assert.Equal(["user", "assistant", "tool", "tool"], said.Select(it => it.Role.Value));
        Assert.Equal(["a", "b"], said[1].Contents.OfType<FunctionCallContent>().Select(it => it.CallId));
    }

    [Fact]
    public async Task EndsAtCalls_ResultsOfACallThatIsNowhere_AreRefused()
    {
        Assert.IsType<StartOutcome.UnknownCall>(await Session.StartAsync(Answering(new ChatItem.ToolResult("z", "?")), Token));
        Assert.Null(await Session.StatusAsync(Token));
    }

    [Fact]
    public async Task Start_ThatANewSessionRefuses_LeavesNoJournalBehind()
    {
        Assert.IsType<StartOutcome.UnknownCall>(await Session.StartAsync(Answering(new ChatItem.ToolResult("z", "?")), Token));
        Assert.IsType<StartOutcome.NotNewest>(await Session.StartAsync(Chained("1") with { After = new(Guid.Empty) }, Token));

        Assert.False(await Session.DeleteAsync(Token));
    }

    [Fact]
    public async Task After_AnExchangeThatIsNotTheNewest_IsRefused()
    {
        Model.Answer = _ => "ok";
        var first = await EndedAsync((await StartAsync(Chained("1"))).Exchange);
        var second = await StartAsync(Chained("2") with { After = first.Id, WhenBusy = WhenBusy.Queue });

        Assert.IsType<StartOutcome.NotNewest>(await Session.StartAsync(Chained("3") with { After = first.Id, WhenBusy = WhenBusy.Queue }, Token));
        Assert.Equal(ExchangeStatus.Completed, (await EndedAsync(second.Exchange)).Status);
    }

    [Fact]
    public async Task Epoch_OfASessionThatWasDeleted_OpensNoOther()
    {
        Model.Answer = _ => "ok";
        var accepted = await StartAsync(Chained("1"));
        await EndedAsync(accepted.Exchange);
        Assert.Equal(accepted.Epoch, (await Session.StatusAsync(Token))!.Epoch);
        await Session.DeleteAsync(Token);

        Assert.IsType<StartOutcome.NoSession>(await Session.StartAsync(Chained("2") with { Epoch = accepted.Epoch }, Token));
        Assert.IsType<StartOutcome.NoSession>(
            await Session.RecordAsync(new() { Items = [new ChatItem.Message(ChatRole.User, "2")], Epoch = accepted.Epoch }, Token));
        Assert.Null(await Session.DescribeAsync(new(Kept, accepted.Epoch), Token));
        Assert.Null(await Session.StatusAsync(Token));
        Assert.NotEqual(accepted.Epoch, (await StartAsync(Chained("3"))).Epoch);
    }

    [Fact]
    public async Task Earlier_IsToldToTheModel_AndTeachesNothing()
    {
        EarlierExchange[] earlier = [new([new ChatItem.Message(ChatRole.User, "before")], [new ChatItem.Message(ChatRole.Assistant, "answer")], Fixture.Time.GetUtcNow())];
        Model.Answer = messages => string.Join('|', messages.Select(message => message.Text));

        var exchange = await EndedAsync((await StartAsync(Chained("now") with { Earlier = earlier, Memory = new() { Recall = false } })).Exchange);
        await StartAsync(Chained("later") with { Earlier = earlier });

        Assert.Equal("before|answer|now", TextOf(exchange));
        Assert.Equal([exchange.Id], (await Session.PendingExtractionsAsync(9, Token)).Select(it => it.Exchange.Id).Take(1));
        Assert.Equal(3, (await Session.StatusAsync(Token))!.Exchanges);
    }

    [Fact]
    public async Task SaidBefore_IsToldToTheModel_AndNotToMemory()
    {
        Model.Answer = messages => string.Join('|', messages.Select(message => message.Text));
        var command = Chained("new") with { SaidBefore = 2, Memory = new() { Recall = false } };

        var exchange = await EndedAsync((await StartAsync(command with
        {
            Input = [new ChatItem.Message(ChatRole.User, "old"), new ChatItem.Message(ChatRole.Assistant, "answer"), .. command.Input],
        })).Exchange);
        await SettleAsync();

        Assert.Equal("old|answer|new", TextOf(exchange));
        Assert.Equal(["new", "old|answer|new"], Fixture.Memory.Learned.Single().Candidates.Select(it => it.Text));
    }

    [Fact]
    public async Task Properties_OfExchangeAndSession_OutliveARestart()
    {
        Model.Answer = _ => "ok";
        var described = await Session.DescribeAsync(new(Kept), Token);
        var accepted = await StartAsync(Chained("1") with { Properties = Kept, Epoch = described!.Epoch });
        await EndedAsync(accepted.Exchange);
        await Fixture.RestartAsync();

        Assert.Equal("""{"a":[1]}""", (await Session.StatusAsync(Token))!.Properties!["p"].GetRawText());
        Assert.Equal("""{"a":[1]}""", (await Session.FindExchangeAsync(accepted.Exchange, Token))!.Properties!["p"].GetRawText());
    }

    [Fact]
    public async Task Remove_OfAnExchange_LeavesTheOthersAndItsKeyFree()
    {
        Model.Answer = messages => string.Join('|', messages.Select(message => message.Text));
        var withoutMemories = new MemoryUse { Recall = false };
        var first = await EndedAsync((await StartAsync(Chained("secret") with { IdempotencyKey = "k", Memory = withoutMemories })).Exchange);
        var second = await EndedAsync((await StartAsync(Chained("other") with { Memory = withoutMemories })).Exchange);

        Assert.Equal(RemoveOutcome.Removed, await Session.RemoveAsync(new(first.Id), Token));
        Assert.Equal(RemoveOutcome.NotFound, await Session.RemoveAsync(new(first.Id), Token));
        await Fixture.RestartAsync();

        Assert.Null(await Session.FindExchangeAsync(first.Id, Token));
        Assert.Equal([second.Id], (await Session.TranscriptAsync(new(), Token))!.Exchanges.Select(it => it.Id));
        Assert.Equal([second.Id], (await Session.PendingExtractionsAsync(9, Token)).Select(it => it.Exchange.Id));
        Assert.Empty(await FollowToEndAsync(first.Id));
        var third = await StartAsync(Chained("new") with { IdempotencyKey = "k", Memory = withoutMemories });
        Assert.Equal("other|secret|secret|other|new", TextOf(await EndedAsync(third.Exchange)));
    }

    [Fact]
    public async Task Remove_OfAnItem_KeepsThePlacesOfTheOthers()
    {
        var asked = await StartAsync(Chained("Weather?"));
        (await Model.NextTurnAsync(Token)).Say("Let ").Say("me see.").Call("a", "weather").Finish(ChatFinishReason.ToolCalls);
        await EndedAsync(asked.Exchange);
        var answered = await StartAsync(Answering(new ChatItem.ToolResult("a", "sunny")));
        (await Model.NextTurnAsync(Token)).Say("Sunny").Finish();
        await EndedAsync(answered.Exchange);

        Assert.Equal(RemoveOutcome.Removed, await Session.RemoveAsync(new(asked.Exchange, 1), Token));
        Assert.Equal(RemoveOutcome.Removed, await Session.RemoveAsync(new(asked.Exchange, 2), Token));
        Assert.Equal(RemoveOutcome.NotFound, await Session.RemoveAsync(new(asked.Exchange, 1), Token));
        Assert.Equal(RemoveOutcome.NotFound, await Session.RemoveAsync(new(asked.Exchange, 3), Token));
        await Fixture.RestartAsync();

        var blank = new ChatItem.Message(ChatRole.Assistant, "");
        Assert.Equal([blank, blank], (await Session.FindExchangeAsync(asked.Exchange, Token))!.Output);
        // The call was kept a second time with its result.
        Assert.Equal([blank, new ChatItem.ToolResult("a", "sunny")], (await Session.FindExchangeAsync(answered.Exchange, Token))!.Input);
    }

    [Fact]
    public async Task Remove_OfARunningExchange_IsRefused()
    {
        var (accepted, _) = await StreamingAsync();

        Assert.Equal(RemoveOutcome.NotEnded, await Session.RemoveAsync(new(accepted.Exchange), Token));
    }

    private static StartExchange Chained(string text) => Saying(text) with { EndsAtCalls = true };

    private static StartExchange Answering(params ChatItem.ToolResult[] results) => new() { Input = results, EndsAtCalls = true };
}
