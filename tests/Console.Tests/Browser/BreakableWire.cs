using System.Net;
using System.Net.Sockets;

namespace ChatMemory.Api.ConsolePage.Browser;

/// <summary>A way to a server that can be broken: what was open is cut, and nothing new gets through until it is mended.</summary>
internal sealed class BreakableWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _gate = new();
    private readonly List<TcpClient> _open = [];
    private readonly Task _accepting;
    private bool _isBroken;

    public BreakableWire(Uri server)
    {
        _listener.Start();
        _accepting = AcceptAsync(server);
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    public void Break()
    {
        lock (_gate)
        {
            _isBroken = true;
            _open.ForEach(client => client.Dispose());
            _open.Clear();
        }
    }

    public void Mend()
    {
        lock (_gate)
            _isBroken = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _accepting;
        Break();
        _over.Dispose();
    }

    private async Task AcceptAsync(Uri server)
    {
        try
        {
            while (true)
                _ = ForwardAsync(await _listener.AcceptTcpClientAsync(_over.Token), server);
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ForwardAsync(TcpClient visitor, Uri server)
    {
        using var here = visitor;
        using var there = new TcpClient();
        try
        {
            await there.ConnectAsync(server.Host, server.Port, _over.Token);
            if (!Keep(here, there))
                return;
            await Task.WhenAny(
                here.GetStream().CopyToAsync(there.GetStream(), _over.Token), there.GetStream().CopyToAsync(here.GetStream(), _over.Token));
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Cut, as it is meant to be.
        }
    }

    private bool Keep(params TcpClient[] clients)
    {
        lock (_gate)
        {
            if (!_isBroken)
                _open.AddRange(clients);
            return !_isBroken;
        }
    }
}
