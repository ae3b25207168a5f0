using System.Diagnostics.Metrics;
using ChatMemory.Telemetry;

namespace ChatMemory.Api.Problems;

/// <summary>Counts the limits that callers met.</summary>
internal static class LimitMetrics
{
    private static readonly Meter Meter = new(EngineTelemetry.Name);

    private static readonly Counter<long> Hits =
        Meter.CreateCounter<long>("chat_memory.limits.hit", "{request}", "Requests refused at a limit, by the setting that sets it.");

    public static void Hit(string limit) => Hits.Add(1, new KeyValuePair<string, object?>("limit", limit));
}
