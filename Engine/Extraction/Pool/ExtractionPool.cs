using ChatMemory.Journals;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatMemory.Extraction.Pool;

/// <summary>
/// Extracts in the background: a bounded number of sessions at once, one at a time of each user so that a user's exchanges keep
/// their order, in fair turns.
/// </summary>
internal sealed partial class ExtractionPool : BackgroundService
{
    private readonly ExtractionQueue _queue;
    private readonly ExtractionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ExtractionPool> _logger;
    private readonly RetryAlarm _alarm;
    private readonly OpenWorkSweep? _sweep;
    private readonly SessionExtraction _work;
    private readonly SemaphoreSlim _slots;

    public ExtractionPool(
        IChatMemoryHost host,
        IJournalStore? journals,
        IExtractor extractor,
        ExtractionQueue queue,
        IOptions<ExtractionOptions> options,
        TimeProvider time,
        Random random,
        ILogger<ExtractionPool> logger)
    {
        _queue = queue;
        _options = options.Value;
        _time = time;
        _logger = logger;
        _alarm = new(queue, time, _options.QueueLimit);
        _sweep = journals is null ? null : new(journals, queue, _options, time, logger);
        _work = new(host, extractor, _options, new(_options, random), _alarm, time);
        _slots = new(_options.Concurrency);
    }

    public override void Dispose()
    {
        // The slots stay: a host that failed to start disposes the pool while it still ends.
        base.Dispose();
        _alarm.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var abandon = new CancellationTokenSource();
        var sweeping = _sweep?.RunAsync(stoppingToken) ?? Task.CompletedTask;
        await UntilStoppedAsync(TakeTurnsAsync(stoppingToken, abandon.Token), stoppingToken);
        await UntilStoppedAsync(sweeping, stoppingToken);
        await DrainAsync(abandon);
    }

    private async Task TakeTurnsAsync(CancellationToken stopping, CancellationToken abandon)
    {
        while (true)
        {
            await _slots.WaitAsync(stopping);
            try
            {
                var session = await _queue.TakeAsync(stopping);
                _ = Task.Run(() => WorkAsync(session, abandon), CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                _slots.Release();
                throw;
            }
        }
    }

    private async Task WorkAsync(Keys.SessionKey session, CancellationToken abandon)
    {
        try
        {
            if (await _work.RunAsync(session, abandon))
                _queue.Offer(session);
        }
        catch (Exception failure)
        {
            // The outbox still holds the work: the sweep offers it again.
            if (!abandon.IsCancellationRequested)
                SessionFailed(_logger, FailureReason.Of(failure));
        }

        _queue.Release(session.Owner);
        if (_queue.TakeOverflow())
            _sweep?.Ask();
        _slots.Release();
    }

    // Whoever holds every slot knows that nothing runs any more.
    private async Task DrainAsync(CancellationTokenSource abandon)
    {
        using var grace = new CancellationTokenSource(_options.ShutdownGrace, _time);
        for (var held = 0; held < _options.Concurrency; held++)
        {
            try
            {
                await _slots.WaitAsync(grace.Token);
            }
            catch (OperationCanceledException)
            {
                await abandon.CancelAsync();
                await _slots.WaitAsync(CancellationToken.None);
            }
        }
    }

    private static async Task UntilStoppedAsync(Task task, CancellationToken stopping)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }
}
