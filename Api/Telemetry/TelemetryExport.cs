using ChatMemory.Api.Health;
using ChatMemory.Telemetry;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ChatMemory.Api.Telemetry;

/// <summary>Sends traces and metrics to a collector from before the server's first request until after its last.</summary>
internal sealed class TelemetryExport(IOptions<TelemetryOptions> options, IConfiguration configuration, IEnumerable<TelemetrySource> more)
    : IHostedLifecycleService, IDisposable
{
    private static readonly string[] Sources = [EngineTelemetry.Name, "Microsoft.AspNetCore", "System.Net.Http", "Npgsql"];
    private static readonly string[] Meters =
        [EngineTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "System.Net.Http", "Npgsql"];

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if ((settings.Endpoint?.ToString() ?? configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]) is not { Length: > 0 } endpoint)
            return Task.CompletedTask;

        var resource = ResourceBuilder.CreateDefault().AddService(settings.ServiceName, serviceVersion: ServerVersion.Current);
        string[] others = [.. more.Select(source => source.Name)];
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource([.. Sources, .. others])
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.TraceRatio)))
            .AddProcessor(new PrivateTags())
            .AddOtlpExporter(exporter => Address(exporter, endpoint, settings.Protocol, "v1/traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter([.. Meters, .. others])
            .AddOtlpExporter((exporter, reader) =>
            {
                Address(exporter, endpoint, settings.Protocol, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)settings.MetricInterval.TotalMilliseconds;
            })
            .Build();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    // Sends what is left.
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        (_traces, _metrics) = (null, null);
    }

    // OTLP over HTTP has an address for each signal below the collector's own.
    private static void Address(OtlpExporterOptions exporter, string endpoint, OtlpExportProtocol protocol, string signal)
    {
        exporter.Protocol = protocol;
        exporter.Endpoint = protocol == OtlpExportProtocol.Grpc ? new(endpoint) : new(new Uri(endpoint.TrimEnd('/') + "/"), signal);
    }
}
