using System.Diagnostics.Metrics;
using ChatMemory.Sessions;
using ChatMemory.Telemetry;

namespace ChatMemory.Extraction;

/// <summary>What extraction reports.</summary>
internal static class ExtractionMetrics
{
    private static readonly Counter<long> Results =
        EngineTelemetry.Count("chat_memory.extractions", "{exchange}", "Tries to extract from an exchange, by result: settled, retried or failed.");

    private static readonly Histogram<double> Durations =
        EngineTelemetry.Duration("chat_memory.extraction.duration", "One call of the extractor, for all exchanges of a batch.");

    private static readonly Histogram<double> Ages =
        EngineTelemetry.Duration("chat_memory.outbox.age", "How long an exchange had been complete when its extraction began.");

    private static readonly Counter<long> Facts =
        EngineTelemetry.Count("chat_memory.extraction.facts", "{fact}", "Candidate facts that extraction found, by kind.");

    private static readonly UpDownCounter<long> Queue =
        EngineTelemetry.Level("chat_memory.extraction.queue", "{session}", "Sessions waiting for a worker.");

    public static void Began(IEnumerable<PendingExtraction> due, DateTimeOffset now)
    {
        foreach (var pending in due.Where(pending => pending.Exchange.EndedAt is not null))
            Ages.Record(Math.Max(0, (now - pending.Exchange.EndedAt!.Value).TotalSeconds));
    }

    public static void Took(TimeSpan time) => Durations.Record(time.TotalSeconds);

    public static void Found(IReadOnlyList<Candidate> facts)
    {
        foreach (var kind in facts.GroupBy(fact => fact.Kind))
            Facts.Add(kind.Count(), EngineTelemetry.Tag("kind", kind.Key));
    }

    public static void Reported(ExtractionReport report) => Results.Add(
        1, new KeyValuePair<string, object?>("result", report.Error is null ? "settled" : report.Final ? "failed" : "retried"));

    public static void Queued() => Queue.Add(1);

    public static void Taken() => Queue.Add(-1);
}
