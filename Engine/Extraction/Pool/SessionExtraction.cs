using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;
using ChatMemory.Telemetry;

namespace ChatMemory.Extraction.Pool;

/// <summary>
/// Works off what is due in one session: episodes, extraction, reconciliation, report. Stopping it anywhere repeats work later,
/// never effects, because the user's memory takes in each part of an exchange once.
/// </summary>
internal sealed class SessionExtraction(
    IChatMemoryHost host, IExtractor extractor, ExtractionOptions options, RetryDelays delays, RetryAlarm alarm, TimeProvider time)
{
    /// <summary>How long a session or a user's memory may take to answer.</summary>
    public static readonly TimeSpan HostPatience = TimeSpan.FromSeconds(30);

    private const int MaxRecalled = 64;

    /// <summary>Works off one batch.</summary>
    /// <returns>Whether more may be due.</returns>
    /// <exception cref="ChatMemoryException">The session or the user's memory could not be reached: no try was used up.</exception>
    public async Task<bool> RunAsync(SessionKey key, CancellationToken cancellationToken)
    {
        var pending = await AskAsync(token => host.Session(key).PendingExtractionsAsync(options.Batch, token), cancellationToken);
        ExtractionMetrics.Began(pending, time.GetUtcNow());
        foreach (var group in ExtractionGroups.Of(pending))
            await ExtractAsync(key, group, cancellationToken);
        return pending.Count == options.Batch;
    }

    private async Task ExtractAsync(SessionKey key, IReadOnlyList<PendingExtraction> group, CancellationToken cancellationToken)
    {
        using var activity = EngineTelemetry.Continue("extraction", group[0].Trace);
        activity?.SetTag("chat_memory.exchanges", group.Count);
        var kept = new List<PendingExtraction>();
        foreach (var pending in group)
        {
            if (await LearnAsync(key, pending, LearningPart.Episodes, Episodes.Of(key, pending.Exchange, pending.Memory), cancellationToken) is not null)
                kept.Add(pending);
        }

        if (kept.Count > 0 && await FindAsync(key, kept, cancellationToken) is { } found)
            await LearnFactsAsync(key, kept, found, cancellationToken);
    }

    private async Task LearnFactsAsync(
        SessionKey key,
        List<PendingExtraction> kept,
        IReadOnlyDictionary<ExchangeId, IReadOnlyList<Candidate>> found,
        CancellationToken cancellationToken)
    {
        foreach (var pending in kept)
        {
            var facts = found.GetValueOrDefault(pending.Exchange.Id, []).Grounded(pending.Exchange);
            ExtractionMetrics.Found(facts);
            if (await LearnAsync(key, pending, LearningPart.Facts, facts, cancellationToken) is { } outcome)
                await ReportAsync(key, new(pending.Exchange.Id, outcome.Changed), cancellationToken);
        }
    }

    // Null when the extractor failed, which is then reported.
    private async Task<IReadOnlyDictionary<ExchangeId, IReadOnlyList<Candidate>>?> FindAsync(
        SessionKey key, List<PendingExtraction> kept, CancellationToken cancellationToken)
    {
        var batch = new ExtractionBatch(key.Session, kept, await RecalledAsync(key.Owner, kept, cancellationToken));
        var started = time.GetTimestamp();
        try
        {
            return await Deadline.RunAsync(
                token => extractor.ExtractAsync(batch, token), "extractor", options.Timeout, time, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            foreach (var pending in kept)
                await FailAsync(key, pending, failure, alone: kept.Count == 1, cancellationToken);
            return null;
        }
        finally
        {
            ExtractionMetrics.Took(time.GetElapsedTime(started));
        }
    }

    // Null when nothing can be learned from the exchange now, or ever; that is then reported.
    private async Task<LearnOutcome?> LearnAsync(
        SessionKey key, PendingExtraction pending, LearningPart part, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken)
    {
        var exchange = pending.Exchange;
        var command = new LearnFromExchange(
            key.Session, exchange.Id, part, pending.UserEpoch, candidates, exchange.Recall?.Memories ?? []);
        try
        {
            var outcome = await AskAsync(token => host.User(key.Owner).LearnAsync(command, token), cancellationToken);
            if (outcome.Status is not LearnStatus.Erased)
                return outcome;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && failure is not ChatMemoryException { IsTransient: true })
        {
            await FailAsync(key, pending, failure, alone: true, cancellationToken);
            return null;
        }

        await ReportAsync(key, new(exchange.Id), cancellationToken);
        return null;
    }

    private async Task FailAsync(
        SessionKey key, PendingExtraction pending, Exception failure, bool alone, CancellationToken cancellationToken)
    {
        var tries = pending.Attempts + 1;
        // In a batch nobody knows whose fault it was: only an exchange that failed alone is given up.
        var final = alone && (tries >= options.Tries || failure is ChatMemoryException { IsTransient: false });
        var delay = delays.After(tries, failure);
        await ReportAsync(
            key, new(pending.Exchange.Id, Error: FailureReason.Of(failure), Final: final, RetryAfter: final ? null : delay), cancellationToken);
        if (!final)
            alarm.Set(key, delay);
    }

    private async Task<IReadOnlyList<string>> RecalledAsync(
        UserKey owner, List<PendingExtraction> kept, CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        foreach (var id in kept.SelectMany(pending => pending.Exchange.Recall?.Memories ?? []).Select(recalled => recalled.Memory).Distinct().Take(MaxRecalled))
        {
            if (await AskAsync(token => host.User(owner).GetAsync(id, token), cancellationToken) is { } memory)
                texts.Add(memory.Text);
        }

        return texts;
    }

    private Task<bool> ReportAsync(SessionKey key, ExtractionReport report, CancellationToken cancellationToken) =>
        AskAsync(
            async token =>
            {
                await host.Session(key).ReportExtractionAsync(report, token);
                ExtractionMetrics.Reported(report);
                return true;
            },
            cancellationToken);

    private Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        Deadline.RunAsync(call, "chat memory", HostPatience, time, cancellationToken);
}
