using ChatMemory.Load.Figures;
using ChatMemory.Load.Targets;
using ChatMemory.Load.Users;

namespace ChatMemory.Load;

/// <summary>Lets people talk to a server by their timetables, whatever the server does, and counts.</summary>
internal sealed class LoadRun(LoadPlan plan, IChatTarget target, TimeProvider time)
{
    private readonly Recorder _warmUp = new();
    private readonly Recorder _measured = new();
    private readonly Throughput _throughput = new(plan.WarmUp, plan.End);
    private readonly RunClock _clock = new(time);

    public LoadPlan Plan => plan;

    public TimeSpan Elapsed => _clock.Now;

    /// <summary>What there is so far: of the warm-up while that lasts, then of what is measured.</summary>
    public RunFigures SoFar() => (Elapsed < plan.WarmUp ? _warmUp : _measured).Figures(_throughput.PerSecond(Elapsed));

    /// <summary>Runs to the end of the plan, or until cancelled, with the figures of what was measured by then.</summary>
    public async Task<RunFigures> RunAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(plan.End + plan.Drain, time);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, plan.Users).Select(number =>
            new SimulatedUser(number, plan, target, _clock, _throughput, due => due < plan.WarmUp ? _warmUp : _measured).ChatAsync(giveUp.Token)));
        return _measured.Figures(_throughput.PerSecond(Elapsed));
    }
}
