using ChatMemory.Journals;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;

namespace ChatMemory.Cluster.OpenWork;

/// <summary>Wakes every session and user whose journal says that work is open; waking recovers what a crash cut and offers what is due.</summary>
[RandomPlacement, GrainType("open-work")]
internal sealed partial class OpenWorkGrain(
    IJournalStore journals, IChatMemoryHost host, IOptions<OpenWorkOptions> options, TimeProvider time, ILogger<OpenWorkGrain> log)
    : Grain, IOpenWorkGrain, IRemindable
{
    private const string KeepAlive = "keep-alive";

    // The shortest that Orleans allows.
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private readonly ILogger _log = log;
    private IGrainTimer _timer = null!;
    private bool _isAsked;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _timer = this.RegisterGrainTimer(TickAsync, new(TimeSpan.Zero, options.Value.SweepEvery) { Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task EnsureRunningAsync() => this.RegisterOrUpdateReminder(KeepAlive, ReminderPeriod, ReminderPeriod);

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    public Task LookAsync()
    {
        _isAsked = true;
        _timer.Change(TimeSpan.Zero, options.Value.SweepEvery);
        return Task.CompletedTask;
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        try
        {
            var restingSince = time.GetUtcNow() - (_isAsked ? TimeSpan.Zero : options.Value.RestingFor);
            _isAsked = false;
            await SweepAsync(restingSince, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogSweepFailed(failure);
        }
    }

    private async Task SweepAsync(DateTimeOffset restingSince, CancellationToken cancellationToken)
    {
        var slots = new SemaphoreSlim(options.Value.Concurrency);
        var waking = new List<Task>();
        await foreach (var head in journals.OpenWorkAsync(owner: null, cancellationToken))
        {
            if (head.UpdatedAt > restingSince)
                continue;
            await slots.WaitAsync(cancellationToken);
            waking.RemoveAll(task => task.IsCompleted);
            waking.Add(WakeAsync(head.Key, slots, cancellationToken));
        }

        await Task.WhenAll(waking);
    }

    private async Task WakeAsync(JournalKey key, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        try
        {
            await host.WakeAsync(key, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogWakingFailed(failure);
        }
        finally
        {
            slots.Release();
        }
    }

    [LoggerMessage(4201, LogLevel.Warning, "Looking for open work failed; it is tried again.")]
    private partial void LogSweepFailed(Exception failure);

    [LoggerMessage(4202, LogLevel.Warning, "Taking up the open work of a session or user failed; it is tried again.")]
    private partial void LogWakingFailed(Exception failure);
}
