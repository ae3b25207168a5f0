using ChatMemory.Behaviour.Sessions;
using ChatMemory.Sessions;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;

namespace ChatMemory.InProcess;

/// <summary>What is being stored when the host stops: it is let in or refused, and what is let in runs to its end.</summary>
public sealed class StopTests : IAsyncDisposable
{
    private readonly InProcessSessionFixture _fixture = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IChatSession Session => _fixture.Host.Session(SessionFixture.Key());

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Start_ThatIsBeingStored_RunsToItsEnd()
    {
        HoldAppends();
        var starting = Session.StartAsync(Saying("Hi"), Token);
        await StopMeanwhileAsync();
        var accepted = Assert.IsType<StartOutcome.Accepted>(await starting);

        Assert.Equal(ExchangeStatus.Completed, await StatusAsync(accepted));
    }

    [Fact]
    public async Task ToolResults_ThatAreBeingStored_AreAnswered()
    {
        var accepted = Assert.IsType<StartOutcome.Accepted>(await Session.StartAsync(
            Saying("What time is it?") with { Model = new() { Tools = [new("clock", "Tells the time.")] } }, Token));
        (await _fixture.Model.NextTurnAsync(Token)).Call("a", "clock").Finish(ChatFinishReason.ToolCalls);
        await foreach (var batch in Session.FollowAsync(new(0, accepted.Exchange), Token))
        {
            if (batch[^1] is ChatEvent.ToolResultsAwaited)
                break;
        }

        HoldAppends();
        var submitting = Session.SubmitToolResultsAsync(new(accepted.Exchange, [new("a", "noon")]), Token);
        await StopMeanwhileAsync();

        Assert.Equal(SubmitOutcome.Accepted, await submitting);
        Assert.Equal(ExchangeStatus.Completed, await StatusAsync(accepted));
    }

    private static StartExchange Saying(string text) => new() { Input = [new ChatItem.Message(ChatRole.User, text)] };

    private void HoldAppends() => _fixture.Journals.BeforeAppend = _ =>
    {
        _reached.TrySetResult();
        return _stored.Task;
    };

    // The host stops while an append is under way, which then takes place.
    private async Task StopMeanwhileAsync()
    {
        await _reached.Task.WaitAsync(Token);
        var stopping = _fixture.Running.StopAsync();
        _stored.SetResult();
        (await _fixture.Model.NextTurnAsync(Token)).Say("Well.").Finish();
        await stopping;
    }

    private async Task<ExchangeStatus> StatusAsync(StartOutcome.Accepted accepted) =>
        (await Session.FindExchangeAsync(accepted.Exchange, Token))!.Status;
}
