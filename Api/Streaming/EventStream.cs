using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Streaming;

/// <summary>Writes one item of a stream.</summary>
internal delegate void WriteEvent<in T>(EventWriter writer, T item);

/// <summary>
/// A response of server-sent events. It pulls: while a slow client has not taken what was sent, nothing further is read. What
/// is ready together is sent together, a silent stream sends <c>ping</c>, and an error after the start becomes an
/// <c>error</c> event.
/// </summary>
internal sealed class EventStream<T>(
    IAsyncEnumerable<IReadOnlyList<T>> batches, WriteEvent<T> write, StreamPlace place, StreamForm? form = null) : IResult
{
    private readonly StreamForm _form = form ?? StreamForm.Native;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var held = place;
        var services = httpContext.RequestServices;
        var stopping = place.Over;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        using var ping = new PeriodicTimer(
            services.GetRequiredService<IOptions<ApiOptions>>().Value.PingInterval, services.GetRequiredService<TimeProvider>());

        SetHeaders(httpContext);
        using var writer = new EventWriter(httpContext.Response.BodyWriter);
        try
        {
            await PumpAsync(writer, ping, ends);
            await writer.FlushAsync(CancellationToken.None);
        }
        catch (Exception) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client is gone; what it followed runs on.
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !httpContext.Response.HasStarted)
        {
            throw new ChatMemoryException("The server stops.", isTransient: true);
        }
        catch (Exception exception) when (httpContext.Response.HasStarted)
        {
            await EndWithErrorAsync(writer, httpContext, exception, stopping.IsCancellationRequested);
        }
    }

    private static void SetHeaders(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
    }

    private async Task PumpAsync(EventWriter writer, PeriodicTimer ping, CancellationTokenSource ends)
    {
        var source = batches.GetAsyncEnumerator(ends.Token);
        var next = Task.FromResult(false);
        try
        {
            var pinging = ping.WaitForNextTickAsync(CancellationToken.None).AsTask();
            while (true)
            {
                next = source.MoveNextAsync().AsTask();
                if (!next.IsCompleted || writer.IsFull)
                    await writer.FlushAsync(ends.Token);
                while (!next.IsCompleted && await Task.WhenAny(next, pinging) != next)
                {
                    _form.Ping(writer);
                    await writer.FlushAsync(ends.Token);
                    pinging = ping.WaitForNextTickAsync(CancellationToken.None).AsTask();
                }

                if (!await next)
                    return;
                foreach (var item in source.Current)
                    write(writer, item);
            }
        }
        finally
        {
            // An iterator must not be disposed of while it runs.
            await ends.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await source.DisposeAsync();
        }
    }

    private async Task EndWithErrorAsync(EventWriter writer, HttpContext context, Exception exception, bool stopping)
    {
        if (!stopping)
            StreamLog.Failed(context.RequestServices.GetRequiredService<ILogger<StreamGate>>(), exception);
        _form.Fail(writer, stopping
            ? new StreamError("stopping", "The server stops. Follow again with Last-Event-ID.", Retryable: true)
            : new StreamError("internal_error", "The stream broke. Follow again with Last-Event-ID.", Retryable: true));
        await writer.FlushAsync(CancellationToken.None);
    }
}

/// <summary>Why a stream ended before what it followed.</summary>
/// <param name="Code">A stable word.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="Retryable">Whether following again may go better.</param>
internal sealed record StreamError(string Code, string Message, bool Retryable);

internal static partial class StreamLog
{
    [LoggerMessage(10, LogLevel.Warning, "An event stream ended with an error")]
    public static partial void Failed(ILogger log, Exception exception);
}
