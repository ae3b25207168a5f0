using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ChatMemory.Support;

/// <summary>Ports of loopback that nothing listens on, none given twice by a process.</summary>
public static class FreePorts
{
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    public static int Next()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (Given.TryAdd(port, true))
                return port;
        }
    }
}
