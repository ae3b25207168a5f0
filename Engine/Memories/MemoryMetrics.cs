using System.Diagnostics.Metrics;
using ChatMemory.Telemetry;

namespace ChatMemory.Memories;

/// <summary>What users' memories report.</summary>
internal static class MemoryMetrics
{
    private static readonly Counter<long> Changes =
        EngineTelemetry.Count("chat_memory.memory.changes", "{memory}", "Memories that were added, updated, superseded or deleted, by kind of change.");

    private static readonly Histogram<double> Searches =
        EngineTelemetry.Duration("chat_memory.search.duration", "One recall in the user's own index, embedding of the question included.");

    private static readonly UpDownCounter<long> IndexLacking =
        EngineTelemetry.Level("chat_memory.index.lacking", "{memory}", "Memories of loaded users that wait for a vector.");

    private static readonly Counter<long> IndexEmbedded =
        EngineTelemetry.Count("chat_memory.index.embedded", "{memory}", "Memories that an embedding model gave a vector.");

    public static void Changed(IEnumerable<MemoryEvent> events)
    {
        foreach (var change in events.GroupBy(happened => happened.GetType().Name, StringComparer.Ordinal))
            Changes.Add(change.Count(), new KeyValuePair<string, object?>("change", change.Key.ToLowerInvariant()));
    }

    public static void Searched(double milliseconds) => Searches.Record(milliseconds / 1000);

    public static void Lacking(int change) => IndexLacking.Add(change);

    public static void Embedded(int memories) => IndexEmbedded.Add(memories);
}
