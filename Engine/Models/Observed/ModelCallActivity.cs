using System.Diagnostics;
using ChatMemory.Telemetry;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.Observed;

/// <summary>One call of a model as an activity and in figures. Never what was said.</summary>
internal sealed class ModelCallActivity : IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly Activity? _activity;
    private readonly TagList _tags;
    private string? _error;
    private bool _hasBegun;

    public ModelCallActivity(string operation, string provider, string? model, TimeProvider time)
    {
        (_time, _started) = (time, time.GetTimestamp());
        _tags = new() { { "gen_ai.operation.name", operation }, { "gen_ai.provider.name", provider }, { "gen_ai.request.model", model } };
        _activity = EngineTelemetry.Source.StartActivity(model is null ? operation : $"{operation} {model}", ActivityKind.Client, parentContext: default, _tags);
    }

    /// <summary>The first piece of the answer is there.</summary>
    public void Begin()
    {
        if (_hasBegun)
            return;
        _hasBegun = true;
        ModelMetrics.FirstChunk(_time.GetElapsedTime(_started), _tags);
    }

    /// <summary>What the model counted.</summary>
    public void Use(UsageDetails usage)
    {
        ModelMetrics.Used(usage, _tags);
        _activity?.SetTag("gen_ai.usage.input_tokens", usage.InputTokenCount);
        _activity?.SetTag("gen_ai.usage.output_tokens", usage.OutputTokenCount);
    }

    /// <summary>It failed. The kind is told, never the message.</summary>
    public void Fail(Exception failure)
    {
        _error = (failure as ModelException)?.Code ?? failure.GetType().Name;
        _activity.Fail(_error);
    }

    public void Dispose()
    {
        ModelMetrics.Ended(_time.GetElapsedTime(_started), _error, _tags);
        _activity?.Dispose();
    }
}
