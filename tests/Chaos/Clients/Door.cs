using System.Net.Http.Json;
using ChatMemory.Chaos.Cluster;
using ChatMemory.Chaos.History;

namespace ChatMemory.Chaos.Clients;

/// <summary>
/// How one client reaches the cluster: through one node as long as that answers, then through the next. Not safe for concurrent use.
/// </summary>
internal sealed class Door(IReadOnlyList<Node> nodes, int home, Recorder history)
{
    /// <summary>How long a node may take to begin its answer, or be silent within one.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly HttpClient Http = new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(2),
        MaxConnectionsPerServer = int.MaxValue,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    private int _node = home;

    /// <summary>Goes through another node from now on.</summary>
    public void MoveOn() => _node = (_node + 1) % nodes.Count;

    /// <summary>Sends a request once; an answer other than success is written down and is null.</summary>
    public async Task<HttpResponseMessage?> SendAsync(string what, HttpRequestMessage request, TimeSpan patience)
    {
        using var silence = new CancellationTokenSource(patience);
        request.RequestUri = new(nodes[_node].Url, request.RequestUri!);
        var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
        if (response.IsSuccessStatusCode)
            return response;
        history.Add(new Entry.Refused(what, (int)response.StatusCode));
        response.Dispose();
        await Task.Delay(Pause);
        return null;
    }

    /// <summary>Repeats a request until it succeeds.</summary>
    /// <returns>The body, or null when the time was over.</returns>
    public async Task<T?> InsistAsync<T>(string what, Func<HttpRequestMessage> request, TimeSpan within, TimeSpan? silence = null)
        where T : class
    {
        for (var until = DateTimeOffset.UtcNow + within; DateTimeOffset.UtcNow < until;)
        {
            try
            {
                using var message = request();
                using var response = await SendAsync(what, message, silence ?? Silence);
                if (response is not null)
                    return await response.Content.ReadFromJsonAsync<T>(Wire.Json);
            }
            catch (Exception failure) when (Connections.IsBroken(failure))
            {
                await Task.Delay(Pause);
            }

            MoveOn();
        }

        history.Add(new Entry.Stuck(what));
        return null;
    }

    /// <summary>A POST of a JSON body.</summary>
    public static HttpRequestMessage Post(string path, object? body = null) => new(HttpMethod.Post, new Uri(path, UriKind.Relative))
    {
        Content = body is null ? null : JsonContent.Create(body, options: Wire.Json),
    };

    public static HttpRequestMessage Get(string path) => new(HttpMethod.Get, new Uri(path, UriKind.Relative));
}
