using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ChatMemory.Chaos.Cluster;

/// <summary>Passes connections on to a port of loopback, and cuts them when it is told to.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly Task _accepting;

    public CuttingProxy()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where to connect.</summary>
    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Where new connections lead.</summary>
    public int Target { get; set; }

    /// <summary>Cuts every connection in the middle of whatever it carries.</summary>
    public void Cut()
    {
        foreach (var socket in _open.Keys)
            Reset(socket);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
        await _accepting;
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed of.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        (_open[client], _open[server]) = (true, true);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, Target);
            await Task.WhenAny(PassAsync(client, server), PassAsync(server, client));
        }
        catch (Exception refused) when (refused is SocketException or ObjectDisposedException)
        {
            // Nobody listens there now.
        }
        finally
        {
            _open.TryRemove(client, out _);
            _open.TryRemove(server, out _);
            Reset(server);
            client.Dispose();
        }
    }

    private static async Task PassAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
            }
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // The other direction ends as well.
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new(enable: true, seconds: 0);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }

        socket.Dispose();
    }
}
