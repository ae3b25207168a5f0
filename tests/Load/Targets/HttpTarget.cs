using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace ChatMemory.Load.Targets;

/// <summary>One or several servers behind the HTTP API, asked in turn.</summary>
internal sealed class HttpTarget : IChatTarget
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10), UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly Uri[] _addresses;
    private int _turn;

    public HttpTarget(IEnumerable<Uri> servers, string? key = null)
    {
        _addresses = [.. servers.Select(server => new Uri(server, "/api/chat"))];
        if (!string.IsNullOrEmpty(key))
            _http.DefaultRequestHeaders.Authorization = new("Bearer", key);
    }

    public async Task<string?> SendAsync(UserMessage message, Action<string> onText, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _addresses[(uint)Interlocked.Increment(ref _turn) % _addresses.Length])
            {
                Content = JsonContent.Create(new { message.User, message.Session, Input = message.Text }, options: ServerEvent.Json),
            };
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode
                ? await FollowAsync(response, onText, cancellationToken)
                : await RefusalAsync(response, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            return $"connection: {failure.HttpRequestError}";
        }
        catch (IOException)
        {
            return "connection lost";
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<string?> FollowAsync(HttpResponseMessage response, Action<string> onText, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(body, ServerEvent.Read).EnumerateAsync(cancellationToken))
        {
            switch (item.EventType)
            {
                case "delta":
                    onText(item.Data.Text ?? "");
                    break;
                case "exchange.ended":
                    return item.Data.Status == "completed" ? null : $"{item.Data.Status}: {item.Data.Reason?.Code}";
                case "events.lost":
                    return "events lost";
                case "error":
                    return $"stream broke: {item.Data.Code}";
            }
        }

        return "stream ended early";
    }

    private static async Task<string> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        try
        {
            return $"{status} {(await response.Content.ReadFromJsonAsync<Refusal>(ServerEvent.Json, cancellationToken))?.Code}";
        }
        catch (JsonException)
        {
            // It is no answer of the server's own, but of something before it.
            return $"{status}";
        }
    }
}
