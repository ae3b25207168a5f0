using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ChatMemory.Api.Support;
using ChatMemory.Support;

namespace ChatMemory.Api.Deployment;

/// <summary>Debian's nginx with the load balancer's configuration, in front of the tests' own servers.</summary>
internal sealed class NginxProcess : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";

    private readonly System.Diagnostics.Process _process;
    private readonly string _folder;

    private NginxProcess(System.Diagnostics.Process process, string folder, int port)
    {
        _process = process;
        _folder = folder;
        Http = new() { BaseAddress = new($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(1) };
    }

    public static bool IsInstalled => File.Exists(Program);

    public HttpClient Http { get; }

    /// <summary>Starts it over these three nodes.</summary>
    public static async Task<NginxProcess> StartAsync(params string[] nodes)
    {
        var folder = Directory.CreateTempSubdirectory("chat-memory-nginx-").FullName;
        var port = FreePorts.Next();
        var balancer = await File.ReadAllTextAsync(Repository.File("deploy", "compose", "nginx.conf"), TestContext.Current.CancellationToken);
        balancer = balancer.Replace("listen 8080;", $"listen 127.0.0.1:{port};", StringComparison.Ordinal);
        foreach (var (index, node) in nodes.Index())
            balancer = balancer.Replace($"node{index + 1}:8080", node, StringComparison.Ordinal);
        Assert.DoesNotContain(":8080", balancer, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), Around(folder, balancer), TestContext.Current.CancellationToken);

        var start = new ProcessStartInfo(Program, ["-p", folder, "-e", "stderr", "-c", Path.Combine(folder, "nginx.conf")]) { RedirectStandardError = true, UseShellExecute = false };
        var nginx = new NginxProcess(System.Diagnostics.Process.Start(start)!, folder, port);
        await nginx.WaitUntilItListensAsync(port);
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // What the container's own nginx.conf has around the file, with folders of the test's.
    private static string Around(string folder, string balancer) => $$"""
        {{(Environment.IsPrivilegedProcess ? "user root root;" : "")}}
        daemon off;
        master_process off;
        pid {{folder}}/nginx.pid;
        error_log stderr crit;
        events { worker_connections 256; }
        http {
          access_log off;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
        {{balancer}}
        }
        """;

    private async Task WaitUntilItListensAsync(int port)
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            if (_process.HasExited || since.Elapsed > TimeSpan.FromSeconds(30))
                Assert.Fail($"nginx did not start: {await _process.StandardError.ReadToEndAsync()}");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }
    }
}
