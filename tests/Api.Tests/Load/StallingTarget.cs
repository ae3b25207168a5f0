using ChatMemory.Load.Answers;
using ChatMemory.Load.Targets;

namespace ChatMemory.Load;

/// <summary>Answers in a millisecond, except while it stalls: then nothing comes until it goes on.</summary>
internal sealed class StallingTarget(TimeProvider time, TimeSpan from, TimeSpan until) : IChatTarget
{
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(1);

    private readonly RunClock _clock = new(time);

    public async Task<string?> SendAsync(UserMessage message, Action<string> onText, CancellationToken cancellationToken)
    {
        var now = _clock.Now;
        await PassAsync(now >= from && now < until ? until - now : Usual, cancellationToken);
        foreach (var token in AnswerScript.AskedFor(message.Text)!.Tokens)
            onText(token);
        return null;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Unlike a delay of the framework's it goes on at once when it is cancelled, while the clock stands.
    private async Task PassAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        var passed = new TaskCompletionSource();
        await using var timer = time.CreateTimer(_ => passed.TrySetResult(), null, by, Timeout.InfiniteTimeSpan);
        await using var cancelled = cancellationToken.Register(() => passed.TrySetCanceled(cancellationToken));
        await passed.Task;
    }
}
