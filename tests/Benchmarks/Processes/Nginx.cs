using System.Net;
using System.Net.Sockets;
using ChatMemory.Support;

namespace ChatMemory.Benchmarks.Processes;

/// <summary>Debian's nginx as a plain streaming proxy, with its files in a folder of its own.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);

    private readonly Child _child;
    private readonly string _folder;

    private Nginx(Child child, string folder, int port)
    {
        _child = child;
        _folder = folder;
        Address = new($"http://127.0.0.1:{port}");
    }

    public Uri Address { get; }

    public int Id => _child.Id;

    /// <summary>Starts one in front of a server, or returns null where nginx is not installed.</summary>
    public static async Task<Nginx?> TryStartAsync(Uri upstream)
    {
        if (!File.Exists(Program))
            return null;
        var folder = Directory.CreateTempSubdirectory("chat-memory-nginx-").FullName;
        var port = FreePorts.Next();
        var configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, Configuration(folder, port, upstream));
        var nginx = new Nginx(Child.Start(Program, "-p", folder, "-e", "stderr", "-c", configuration), folder, port);
        try
        {
            await nginx.WaitForAnswerAsync(port);
            return nginx;
        }
        catch
        {
            await nginx.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // As one sets it up for streaming: a worker a core, connections kept, nothing held back. Only root can, and must, name the user.
    private static string Configuration(string folder, int port, Uri upstream) => $$"""
        {{(Environment.IsPrivilegedProcess ? "user root root;" : "")}}
        daemon off;
        worker_processes auto;
        pid {{folder}}/nginx.pid;
        error_log stderr crit;
        events { worker_connections 1024; }
        http {
          access_log off;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
          upstream model { server {{upstream.Authority}}; keepalive 64; }
          server {
            listen 127.0.0.1:{{port}};
            location / {
              proxy_pass http://model;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_buffering off;
            }
          }
        }
        """;

    private async Task WaitForAnswerAsync(int port)
    {
        using var patience = new CancellationTokenSource(StartPatience);
        while (true)
        {
            await _child.MustRunAsync();
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20, patience.Token);
            }
        }
    }
}
