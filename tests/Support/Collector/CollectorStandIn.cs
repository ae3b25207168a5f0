using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Support.Collector;

/// <summary>Takes what an OpenTelemetry collector would get over OTLP/HTTP (https://opentelemetry.io/docs/specs/otlp/) and reads it.</summary>
public sealed class CollectorStandIn : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> _received = [];
    private readonly WebApplication _app;

    private CollectorStandIn(WebApplication app) => _app = app;

    public string Endpoint => _app.Urls.First();

    /// <summary>Everything that was sent, as text where it is text.</summary>
    public string Everything => string.Concat(_received.Select(sent => Encoding.UTF8.GetString(sent.Body)));

    public IReadOnlyList<CollectedSpan> Spans =>
    [
        .. from body in Bodies("traces")
           from resource in body.Where(part => part.Number == 1)
           from scope in resource.Of(2)
           from span in scope.Of(2)
           select CollectedSpan.Of(span),
    ];

    public IReadOnlySet<string> Metrics =>
    (
        from body in Bodies("metrics")
        from resource in body.Where(part => part.Number == 1)
        from scope in resource.Of(2)
        from metric in scope.Of(2)
        from name in metric.Of(1)
        select name.Text).ToHashSet(StringComparer.Ordinal);

    public static async Task<CollectorStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var collector = new CollectorStandIn(app);
        app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            collector._received.Enqueue((signal, body.ToArray()));
            return Results.Bytes([], "application/x-protobuf");
        });
        await app.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private IEnumerable<IReadOnlyList<ProtobufField>> Bodies(string signal) =>
        _received.Where(sent => sent.Signal == signal).Select(sent => ProtobufField.Read(sent.Body));
}

/// <summary>A span as it arrived.</summary>
public sealed record CollectedSpan(string Trace, string Id, string Parent, string Name, IReadOnlyDictionary<string, string> Tags)
{
    // opentelemetry/proto/trace/v1/trace.proto: trace_id 1, span_id 2, parent_span_id 4, name 5, attributes 9.
    public static CollectedSpan Of(ProtobufField span) => new(
        span.Of(1).Single().Hex,
        span.Of(2).Single().Hex,
        span.Of(4).Select(parent => parent.Hex).FirstOrDefault(""),
        span.Of(5).Single().Text,
        span.Of(9).ToDictionary(tag => tag.Of(1).Single().Text, tag => string.Concat(tag.Of(2).SelectMany(value => value.Of(1)).Select(text => text.Text)), StringComparer.Ordinal));
}
