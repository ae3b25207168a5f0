using System.Diagnostics;
using ChatMemory.Support;

namespace ChatMemory.Cluster.Nodes;

/// <summary>A process of the cluster, started as an operator starts it.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private NodeProcess(string program, IReadOnlyDictionary<string, string> settings, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The node's program.</summary>
    public static string Silo { get; } = Path.Combine(AppContext.BaseDirectory, "ChatMemory.Silo.dll");

    public Uri Url { get; private init; } = null!;

    public HttpClient Http => new() { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Starts a node and waits until it is ready.</summary>
    public static async Task<NodeProcess> StartAsync(string connectionString, string folder, params string[] arguments)
    {
        var node = Begin(connectionString, folder, arguments);
        try
        {
            await node.UntilAsync("/health/ready");
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a node.</summary>
    public static NodeProcess Begin(string connectionString, string folder, params string[] arguments)
    {
        var url = $"http://127.0.0.1:{FreePorts.Next()}";
        var settings = new Dictionary<string, string>(Settings(connectionString))
        {
            ["ASPNETCORE_URLS"] = url,
            ["ChatMemory__DataDirectory"] = Path.Combine(folder, Guid.NewGuid().ToString("N")),
            ["ChatMemory__Node__Port"] = $"{FreePorts.Next()}",
            ["ChatMemory__Node__GatewayPort"] = $"{FreePorts.Next()}",
        };
        return new(Silo, settings, arguments) { Url = new(url) };
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string program, string connectionString, params string[] arguments)
    {
        await using var process = new NodeProcess(program, Settings(connectionString), arguments);
        return await process.EndedAsync();
    }

    public void Kill() => _process.Kill();

    /// <summary>Asks it to stop, as an orchestrator does.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync();
        return (await EndedAsync()).Code;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Dictionary<string, string> Settings(string connectionString) => new()
    {
        ["ChatMemory__Journals__ConnectionString"] = connectionString,
        ["ChatMemory__Models__OfflinePace"] = "00:00:00.050",
        // A question to a process that has just started may take longer than people would wait.
        ["ChatMemory__Sessions__RecallBudget"] = "00:00:20",
        ["ChatMemory__Node__ShedAbove__Cpu"] = "0",
        // The tests' machine is busier than a node's; nothing here is about finding death fast.
        ["ChatMemory__Node__MissedProbes"] = "10",
        ["OPENAI_API_KEY"] = "",
        ["OPENAI_BASE_URL"] = "",
    };

    private async Task<(int Code, string Output)> EndedAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, await _output + await _errors);
    }

    /// <summary>Waits until an address is answered with success.</summary>
    public async Task UntilAsync(string path)
    {
        using var http = Http;
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            if (_process.HasExited || since.Elapsed > TimeSpan.FromMinutes(2))
                throw new InvalidOperationException($"The node does not answer: {(_process.HasExited ? await _output + await _errors : "it is still starting")}");
            try
            {
                if ((await http.GetAsync(path)).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
    }
}
