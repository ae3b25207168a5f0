using System.Diagnostics.Metrics;
using ChatMemory.Telemetry;

namespace ChatMemory.Journals;

/// <summary>What the journals report.</summary>
internal static class JournalMetrics
{
    private static readonly Histogram<double> Appends =
        EngineTelemetry.Duration("chat_memory.journal.append.duration", "From handing an append over to its acknowledgement, by durability.");

    private static readonly Counter<long> Writes =
        EngineTelemetry.Count("chat_memory.journal.writes", "{write}", "Writes that were committed.");

    private static readonly Counter<long> Transactions =
        EngineTelemetry.Count("chat_memory.journal.transactions", "{transaction}", "Transactions that were committed; many writes share one.");

    private static readonly Counter<long> Failures =
        EngineTelemetry.Count("chat_memory.journal.failures", "{transaction}", "Transactions that failed.");

    private static readonly UpDownCounter<long> Queue =
        EngineTelemetry.Level("chat_memory.journal.queue", "{write}", "Writes waiting for the database.");

    public static void Appended(TimeSpan took, Durability durability) =>
        Appends.Record(took.TotalSeconds, EngineTelemetry.Tag("durability", durability));

    public static void Committed(int writes)
    {
        Transactions.Add(1);
        Writes.Add(writes);
    }

    public static void Failed() => Failures.Add(1);

    public static void Queued() => Queue.Add(1);

    public static void Taken(int writes) => Queue.Add(-writes);
}
