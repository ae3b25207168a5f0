using ChatMemory.Load.Figures;
using ChatMemory.Load.Users;
using ChatMemory.Support;

namespace ChatMemory.Load;

/// <summary>What a server does to people shows although nobody can ask it meanwhile. The clock is the tests' own.</summary>
public sealed class CoordinatedOmissionTests
{
    private readonly LoadPlan _plan = new() { Users = 50, Rate = 50, Duration = TimeSpan.FromSeconds(100), WarmUp = TimeSpan.Zero, Timeout = TimeSpan.FromSeconds(60) };

    [Fact]
    public async Task QuickServer_LooksQuick()
    {
        var figures = await RunAsync(stallFrom: 1_000, stallUntil: 1_000);

        Assert.Equal(0, figures.Failed);
        Assert.InRange(figures.CompletedPerSecond, 45, 55);
        Assert.InRange(figures.Whole.P99, 1, 20);
    }

    [Fact]
    public async Task Stall_OfAFifthOfTheTime_ShowsInAFifthOfTheMessages()
    {
        var figures = await RunAsync(stallFrom: 40, stallUntil: 60);

        // 50 messages are caught in the stall; the other 950 that fall due in it cannot even be sent, and wait as long as they do.
        Assert.Equal(0, figures.Failed);
        Assert.InRange(figures.Whole.P50, 1, 20);
        Assert.InRange(figures.Whole.P90, 9_000, 11_000);
        Assert.InRange(figures.Whole.P99, 18_500, 20_000);
        Assert.InRange(figures.FirstToken.P90, 9_000, 11_000);
    }

    [Fact]
    public async Task Server_ThatNeverGoesOn_IsNotForgotten()
    {
        var figures = await RunAsync(stallFrom: 50, stallUntil: 1_000);

        var lost = figures.Errors[SimulatedUser.TimedOut] + figures.Errors[SimulatedUser.Unfinished] + figures.Errors[SimulatedUser.NeverSent];
        Assert.Equal(figures.Due, figures.Completed + lost);
        Assert.InRange(lost, figures.Due * 0.45, figures.Due * 0.55);
        Assert.InRange(figures.Whole.P90, 60_000, 80_000);
        Assert.InRange(figures.CompletedPerSecond, 22, 28);
    }

    [Fact]
    public async Task Lag_IsTheTestersOwn_NotTheServers()
    {
        var figures = await RunAsync(stallFrom: 40, stallUntil: 50);

        Assert.InRange(figures.Lag.Max, 0, 1);
    }

    private async Task<RunFigures> RunAsync(double stallFrom, double stallUntil)
    {
        var time = new ManualTime();
        var target = new StallingTarget(time, TimeSpan.FromSeconds(stallFrom), TimeSpan.FromSeconds(stallUntil));
        // All that waits, waits for this clock, so everything happens within Advance.
        SynchronizationContext.SetSynchronizationContext(null);
        var running = new LoadRun(_plan, target, time).RunAsync(TestContext.Current.CancellationToken);
        time.Advance(_plan.End + _plan.Drain);
        return await running;
    }
}
