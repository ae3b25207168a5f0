using System.Diagnostics;
using System.Diagnostics.Metrics;
using ChatMemory.Telemetry;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.Observed;

/// <summary>What calls of models report, by the names of OpenTelemetry's semantic conventions for generative AI.</summary>
internal static class ModelMetrics
{
    private static readonly Histogram<double> Durations =
        EngineTelemetry.Duration("gen_ai.client.operation.duration", "One call of a model, from the request to the end of its answer.");

    private static readonly Histogram<double> FirstChunks =
        EngineTelemetry.Duration("gen_ai.client.operation.time_to_first_chunk", "From the request to the first piece of a streamed answer.");

    private static readonly Histogram<long> Tokens = EngineTelemetry.Meter.CreateHistogram<long>(
        "gen_ai.client.token.usage", "{token}", "Tokens that a call took or gave, as the model counted them.", tags: null,
        new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576] });

    public static void FirstChunk(TimeSpan after, TagList call) => FirstChunks.Record(after.TotalSeconds, call);

    public static void Ended(TimeSpan took, string? error, TagList call)
    {
        if (error is not null)
            call.Add("error.type", error);
        Durations.Record(took.TotalSeconds, call);
    }

    public static void Used(UsageDetails usage, TagList call)
    {
        Used(usage.InputTokenCount, "input", call);
        Used(usage.OutputTokenCount, "output", call);
    }

    private static void Used(long? tokens, string type, TagList call)
    {
        if (tokens is not { } counted)
            return;
        call.Add("gen_ai.token.type", type);
        Tokens.Record(counted, call);
    }
}
