using System.Net;
using System.Net.Sockets;

namespace ChatMemory.Support;

/// <summary>
/// Ports of loopback that nothing listens on, none given twice by a process. They lie below those that systems give to outgoing
/// connections, one of which could take a port between its choice and its use, and begin elsewhere in each process.
/// </summary>
public static class FreePorts
{
    private const int First = 15_000;
    private const int Count = 17_000;

    private static int _next = Random.Shared.Next(Count);

    public static int Next()
    {
        while (true)
        {
            var port = First + ((int)((uint)Interlocked.Increment(ref _next) % Count));
            if (IsFree(port))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
