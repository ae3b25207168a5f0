
namespace ChatMemory.InProcess;

public sealed class MailboxTests
{
    private readonly Mailbox _mailbox = new(maxCalls: 5_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_OfOneMailbox_WaitForEachOther()
    {
        var first = new TaskCompletionSource();
        var order = new List<string>();
        var one = _mailbox.CallAsync(async () => { order.Add("one begins"); await first.Task; order.Add("one ends"); return true; }, Token);
        var two = _mailbox.CallAsync(() => { order.Add("two"); return Task.FromResult(true); }, Token);
        await _mailbox.RunAsync(() => { order.Add("between"); return Task.FromResult(true); });

        first.SetResult();
        await Task.WhenAll(one, two);

        Assert.Equal(["one begins", "between", "one ends", "two"], order);
    }

    [Fact]
    public async Task Steps_OfManyCalls_NeverRunAtOnce()
    {
        var inside = 0;
        var steps = 0;
        async Task<bool> Call()
        {
            for (var i = 0; i < 20; i++)
            {
                Assert.Equal(1, Interlocked.Increment(ref inside));
                steps++;
                Assert.Equal(0, Interlocked.Decrement(ref inside));
                await Task.Yield();
            }

            return true;
        }

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Task.Run(() => _mailbox.RunAsync(Call))));

        Assert.Equal(20_000, steps);
    }

    [Fact]
    public async Task Call_CancelledWhileItWaits_GivesItsPlaceUp()
    {
        var first = new TaskCompletionSource();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var one = _mailbox.CallAsync(async () => { await first.Task; return true; }, Token);
        var two = _mailbox.CallAsync(() => Task.FromResult(true), cancellation.Token);
        var three = _mailbox.CallAsync(() => Task.FromResult(true), Token);
        await _mailbox.RunAsync(() => Task.FromResult(true));

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => two);
        first.SetResult();

        Assert.True(await one);
        Assert.True(await three);
    }
}
