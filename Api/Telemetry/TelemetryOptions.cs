using System.ComponentModel.DataAnnotations;
using OpenTelemetry.Exporter;

namespace ChatMemory.Api.Telemetry;

/// <summary>Where traces and metrics go.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The section.</summary>
    public const string Section = "ChatMemory:Telemetry";

    /// <summary>The OpenTelemetry collector that gets traces and metrics over OTLP. Default: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; without either nothing is sent.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>How OTLP is spoken: <c>Grpc</c> (port 4317 by custom) or <c>HttpProtobuf</c> (4318).</summary>
    [EnumDataType(typeof(OtlpExportProtocol))]
    public OtlpExportProtocol Protocol { get; set; } = OtlpExportProtocol.Grpc;

    /// <summary>Which share of new traces is recorded, 0 to 1; a trace that a caller began is recorded as the caller says.</summary>
    [Range(0.0, 1.0)]
    public double TraceRatio { get; set; } = 1;

    /// <summary>How often metrics are sent.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MetricInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How the server is called in traces and metrics (<c>service.name</c>).</summary>
    [Required]
    public string ServiceName { get; set; } = "chat-memory";
}
