using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ChatMemory.Telemetry;

namespace ChatMemory.Memories;

/// <summary>Sums what the engine reports in the calls that come from one test, whatever other tests do at the same time.</summary>
internal sealed class MetricSums : IDisposable
{
    private static readonly AsyncLocal<MetricSums?> Here = new();

    private readonly ConcurrentDictionary<string, long> _sums = new(StringComparer.Ordinal);
    private readonly MeterListener _listener;

    public MetricSums()
    {
        Here.Value = this;
        _listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == EngineTelemetry.Name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            if (ReferenceEquals(Here.Value, this))
                _sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
        });
        _listener.Start();
    }

    public long this[string metric] => _sums.GetValueOrDefault(metric);

    public void Dispose() => _listener.Dispose();
}
