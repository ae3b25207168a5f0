using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Mem0.Webhooks;

/// <summary>
/// Sends events to addresses that callers chose. The address that a name resolves to is looked at, and then that very address is connected to:
/// a name that changes its mind in between leads nowhere. Redirects are not followed, proxies not used.
/// </summary>
internal sealed class WebhookClient : IDisposable
{
    private readonly IOptions<Mem0Options> _options;
    private readonly HttpClient _http;

    public WebhookClient(IOptions<Mem0Options> options)
    {
        _options = options;
        _http = new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                ActivityHeadersPropagator = null,
                PooledConnectionLifetime = TimeSpan.FromMinutes(1),
                ConnectCallback = ConnectAsync,
            },
            disposeHandler: true)
        {
            Timeout = options.Value.WebhookTimeout,
            MaxResponseContentBufferSize = 1024,
        };
    }

    /// <summary>Whether the receiver took the message.</summary>
    public async Task<bool> SendAsync(string url, byte[] body, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json") { CharSet = Encoding.UTF8.WebName };
            foreach (var (name, value) in headers)
                request.Headers.Add(name, value);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var resolved = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = Array.FindAll(resolved, address => _options.Value.AllowPrivateWebhooks || PublicAddresses.Includes(address));
        if (allowed.Length == 0)
            throw new HttpRequestException("The webhook's address is not on the public internet.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
