using System.Threading.Channels;
using ChatMemory.Journals;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Extraction.Pool;

/// <summary>
/// Finds due work that nobody offered: what a crash left behind, and what a full queue turned away. At once at start, then
/// periodically, and whenever it is asked.
/// </summary>
internal sealed partial class OpenWorkSweep(
    IJournalStore journals, ExtractionQueue queue, ExtractionOptions options, TimeProvider time, ILogger<ExtractionPool> logger)
{
    private const int PageSize = 500;

    private readonly Channel<bool> _asked =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    // Where the last sweep ended because the queue was full, so that the sessions beyond get their turn too.
    private long _afterEpoch;

    /// <summary>Asks for a sweep soon.</summary>
    public void Ask() => _asked.Writer.TryWrite(true);

    /// <summary>Sweeps until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Ask();
        await using var timer = time.CreateTimer(_ => Ask(), state: null, options.SweepEvery, options.SweepEvery);
        await foreach (var _ in _asked.Reader.ReadAllAsync(cancellationToken))
            await TrySweepAsync(cancellationToken);
    }

    private async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SweepAsync(cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            SweepFailed(logger, FailureReason.Of(failure));
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await Deadline.RunAsync(
                token => journals.ListOpenWorkAsync(owner: null, PageSize, _afterEpoch, token),
                "journal store", SessionExtraction.HostPatience, time, cancellationToken);
            if (!OfferAll(page))
                return;
            if (page.Count < PageSize)
            {
                _afterEpoch = 0;
                return;
            }
        }
    }

    private bool OfferAll(IReadOnlyList<JournalHead> page)
    {
        foreach (var head in page)
        {
            if (head.Key.Session is { } session && !queue.TryOffer(new(head.Key.Owner, session)))
                return false;
            _afterEpoch = head.Epoch;
        }

        return true;
    }
}
