using ChatMemory.Support;
using ChatMemory.Support.StandIn;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

public sealed class PatienceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FirstToken_ThatDoesNotCome_StallsAfterItsTime()
    {
        var time = new ManualTime();
        await using var rig = await ModelRig.StartAsync(new() { FirstTokenTimeout = TimeSpan.FromSeconds(60) }, time);
        rig.Model.Then(ModelReply.Saying("late").StallingAfter(0));

        var breaking = rig.BreakAsync();
        await rig.Model.ReceivedAsync(1).WaitAsync(Cancellation);
        time.Advance(TimeSpan.FromSeconds(59.9));
        Assert.False(breaking.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(ModelErrors.Stalled, (await breaking).Failure.Code);
        Assert.Single(rig.Model.Requests);
    }

    [Fact]
    public async Task Headers_ThatDoNotCome_StallAfterTheSameTime()
    {
        var time = new ManualTime();
        var gate = new TaskCompletionSource();
        await using var rig = await ModelRig.StartAsync(time: time);
        rig.Model.Then(ModelReply.Saying("late").WithHeadersAfter(gate.Task));

        var breaking = rig.BreakAsync();
        await rig.Model.ReceivedAsync(1).WaitAsync(Cancellation);
        time.Advance(rig.Settings.FirstTokenTimeout);

        Assert.Equal(ModelErrors.Stalled, (await breaking).Failure.Code);
    }

    [Fact]
    public async Task Comments_DoNotCountAsTokens()
    {
        var time = new ManualTime();
        await using var rig = await ModelRig.StartAsync(time: time);
        rig.Model.Then(ModelReply.Saying("late").Writing(0, ": still thinking\n\n").StallingAfter(0));

        var breaking = rig.BreakAsync();
        await rig.Model.ReceivedAsync(1).WaitAsync(Cancellation);
        time.Advance(rig.Settings.FirstTokenTimeout);

        Assert.Equal(ModelErrors.Stalled, (await breaking).Failure.Code);
    }

    [Fact]
    public async Task Answer_ThatPausesTooLong_IsStalled()
    {
        var time = new ManualTime();
        await using var rig = await ModelRig.StartAsync(new() { StallTimeout = TimeSpan.FromSeconds(30) }, time);
        rig.Model.Then(ModelReply.Saying("one", "two").StallingAfter(1));
        await using var answer = Start(rig);
        Assert.True(await answer.MoveNextAsync());

        var next = answer.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        var failure = await Assert.ThrowsAsync<ModelException>(() => next);
        Assert.Equal((ModelErrors.Stalled, true), (failure.Code, failure.IsTransient));
    }

    [Fact]
    public async Task Consumer_ThatIsSlow_IsNotTakenForASlowModel()
    {
        var time = new ManualTime();
        var gate = new TaskCompletionSource();
        await using var rig = await ModelRig.StartAsync(time: time);
        rig.Model.Then(ModelReply.Saying("one", "two").WaitingFor(gate.Task, afterToken: 1));
        await using var answer = Start(rig);
        Assert.True(await answer.MoveNextAsync());

        time.Advance(TimeSpan.FromHours(1));
        gate.SetResult();

        Assert.True(await answer.MoveNextAsync());
        Assert.Equal("two", answer.Current.Text);
    }

    [Fact]
    public async Task Answer_ThatIsWhole_DoesNotWaitLongForItsCounts()
    {
        var time = new ManualTime();
        await using var rig = await ModelRig.StartAsync(time: time);
        rig.Model.Then(ModelReply.Raw("text/event-stream", "data: {\"choices\":[{\"delta\":{\"content\":\"all\"},\"finish_reason\":\"stop\"}]}\n\n").StallingAfter(0));
        await using var answer = Start(rig);
        Assert.True(await answer.MoveNextAsync());

        var next = answer.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.False(await next);
    }

    [Fact]
    public async Task Answer_NotStreamed_HasATimeOfItsOwn()
    {
        var time = new ManualTime();
        var gate = new TaskCompletionSource();
        await using var rig = await ModelRig.StartAsync(time: time);
        rig.Model.Then(ModelReply.Saying("late").WithHeadersAfter(gate.Task));

        var asking = rig.Chat.GetResponseAsync("Hello?", cancellationToken: Cancellation);
        await rig.Model.ReceivedAsync(1).WaitAsync(Cancellation);
        time.Advance(rig.Settings.AnswerTimeout);

        Assert.Equal(ModelErrors.Stalled, (await Assert.ThrowsAsync<ModelException>(() => asking)).Code);
    }

    [Fact]
    public async Task Answer_ThatEnded_LeavesNoTimerBehind()
    {
        var time = new ManualTime();
        await using var rig = await ModelRig.StartAsync(time: time);

        await rig.StreamAsync();
        await rig.Chat.GetResponseAsync("Hello?", cancellationToken: Cancellation);

        Assert.Equal(0, time.PendingTimers);
    }

    private static IAsyncEnumerator<ChatResponseUpdate> Start(ModelRig rig) =>
        rig.Chat.GetStreamingResponseAsync([new(ChatRole.User, "Hi")], null, Cancellation).GetAsyncEnumerator(Cancellation);
}
