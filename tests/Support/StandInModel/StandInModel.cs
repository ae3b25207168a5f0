using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Support.StandIn;

/// <summary>
/// A model server on loopback that speaks OpenAI's wire over real HTTP and does what a script says. A request takes the next reply of
/// its kind, or what <see cref="Otherwise"/> makes of it.
/// </summary>
public sealed class StandInModel : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ModelReply> _chat = new();
    private readonly ConcurrentQueue<ModelReply> _embeddings = new();
    private readonly RequestLog? _log;

    private StandInModel(WebApplication app, bool record)
    {
        _app = app;
        _log = record ? new() : null;
    }

    /// <summary>The base URL, as <c>OPENAI_BASE_URL</c> takes it.</summary>
    public Uri Endpoint => new(_app.Urls.Single() + "/v1");

    /// <summary>What arrived so far, in order.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => _log?.All ?? [];

    /// <summary>What a chat request without a scripted reply gets; by default the words of the last message.</summary>
    public Func<ReceivedRequest, ModelReply> Otherwise { get; set; } = request => ModelReply.Saying(request.LastWords());

    /// <summary>Starts one.</summary>
    /// <param name="record">Whether requests are kept for <see cref="Requests"/>; off where a benchmark sends many.</param>
    /// <param name="at">Where it listens; a free port on loopback without.</param>
    public static async Task<StandInModel> StartAsync(bool record = true, IPEndPoint? at = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(at ?? new(IPAddress.Loopback, 0));
        });
        var app = builder.Build();
        var model = new StandInModel(app, record);
        app.MapPost("/v1/chat/completions", model.ChatAsync);
        app.MapPost("/v1/embeddings", model.EmbedAsync);
        await app.StartAsync();
        return model;
    }

    /// <summary>Scripts the reply to the next chat request that has none yet.</summary>
    public StandInModel Then(ModelReply reply)
    {
        _chat.Enqueue(reply);
        return this;
    }

    /// <summary>Scripts the reply to the next request for embeddings that has none yet.</summary>
    public StandInModel ThenEmbed(ModelReply reply)
    {
        _embeddings.Enqueue(reply);
        return this;
    }

    /// <summary>Waits until so many requests have arrived: a phase barrier.</summary>
    public Task ReceivedAsync(int count) => (_log ?? throw new InvalidOperationException("Requests are not recorded.")).ReachedAsync(count);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ChatAsync(HttpContext context)
    {
        var request = await ReceiveAsync(context);
        var reply = _chat.TryDequeue(out var scripted) ? scripted : Otherwise(request);
        await SendAsync(context, reply, request.IsStreamed);
    }

    private async Task EmbedAsync(HttpContext context)
    {
        var request = await ReceiveAsync(context);
        var reply = _embeddings.TryDequeue(out var scripted) ? scripted : StandInEmbeddings.Of(request);
        await SendAsync(context, reply, isStreamed: false);
    }

    private async Task<ReceivedRequest> ReceiveAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var request = new ReceivedRequest(context.Request.Path, body.RootElement.Clone(), headers, context.RequestAborted);
        _log?.Add(request);
        return request;
    }

    private static async Task SendAsync(HttpContext context, ModelReply reply, bool isStreamed)
    {
        try
        {
            await reply.SendAsync(new(context, reply.PieceLength), isStreamed);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }
}
