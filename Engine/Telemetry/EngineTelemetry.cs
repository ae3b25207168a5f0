using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ChatMemory.Telemetry;

/// <summary>
/// Where the engine reports what it does, for whoever listens: activities and metrics by OpenTelemetry's conventions. Nothing in them is
/// a user's text, id or key; a trace is joined by its own ids only.
/// </summary>
public static class EngineTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "ChatMemory";

    // OpenTelemetry's advice for durations, from what a recall takes to what a long answer takes.
    private static readonly InstrumentAdvice<double> DurationAdvice = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    };

    internal static ActivitySource Source { get; } = new(Name);

    internal static Meter Meter { get; } = new(Name);

    internal static Counter<long> Count(string name, string unit, string description) => Meter.CreateCounter<long>(name, unit, description);

    internal static UpDownCounter<long> Level(string name, string unit, string description) => Meter.CreateUpDownCounter<long>(name, unit, description);

    internal static Histogram<double> Duration(string name, string description) =>
        Meter.CreateHistogram(name, "s", description, tags: null, DurationAdvice);

    /// <summary>A tag whose value is one of a few words.</summary>
    internal static KeyValuePair<string, object?> Tag<T>(string name, T value)
        where T : struct, Enum => new(name, value.ToString().ToLowerInvariant());

    /// <summary>Begins an activity that belongs to the trace of an earlier one, which may be over.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="trace">The earlier one as a W3C traceparent; null or unreadable takes the present one.</param>
    internal static Activity? Continue(string name, string? trace) => ActivityContext.TryParse(trace, traceState: null, out var earlier)
        ? Source.StartActivity(name, ActivityKind.Internal, earlier)
        : Source.StartActivity(name);

    /// <summary>Says that what an activity stands for failed, by the kind of failure alone.</summary>
    internal static void Fail(this Activity? activity, string kind)
    {
        activity?.SetStatus(ActivityStatusCode.Error);
        activity?.SetTag("error.type", kind);
    }
}
