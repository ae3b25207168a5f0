using System.Diagnostics;
using ChatMemory.Chaos.Clients;
using ChatMemory.Support;

namespace ChatMemory.Chaos.Cluster;

/// <summary>
/// A place in the cluster: a process after the other, behind an address that stays. One that ends by itself is started again, as an
/// orchestrator does: a node that was too slow for the others' patience ends when it learns that it counts as dead.
/// </summary>
internal sealed class Node(int number, IReadOnlyDictionary<string, string> settings, string folder) : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ChatMemory.Silo.dll");
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(2);

    private readonly CuttingProxy _front = new();
    private Process? _process;
    private volatile bool _isToRun;
    private (int Api, int Silo, int Gateway) _ports = (FreePorts.Next(), FreePorts.Next(), FreePorts.Next());
    private int _starts;

    /// <summary>Where clients reach whatever process is here.</summary>
    public Uri Url => _front.Url;

    /// <summary>How many processes ended by themselves.</summary>
    public int Deaths { get; private set; }

    /// <summary>Where its processes write.</summary>
    public string Log => Path.Combine(folder, $"node{number}.log");

    /// <summary>Starts a process, on the ports of the one before or on new ones.</summary>
    public void Start(bool newPorts = false)
    {
        if (newPorts)
            _ports = (FreePorts.Next(), FreePorts.Next(), FreePorts.Next());
        _front.Target = _ports.Api;
        // The shell gives the process its log and becomes it.
        var start = new ProcessStartInfo("sh", ["-c", "exec dotnet \"$0\" >>\"$1\" 2>&1", Program, Log]) { UseShellExecute = false };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{_ports.Api}";
        start.Environment["ChatMemory__DataDirectory"] = Path.Combine(folder, $"node{number}");
        start.Environment["ChatMemory__Node__Port"] = $"{_ports.Silo}";
        start.Environment["ChatMemory__Node__GatewayPort"] = $"{_ports.Gateway}";
        start.Environment["ChatMemory__Node__Name"] = $"node{number}-{++_starts}";
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.Exited += (_, _) => OnExited(process);
        (_process, _isToRun) = (process, true);
        process.Start();
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public async Task ReadyAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(TimeSpan.FromMilliseconds(20)))
        {
            if (since.Elapsed > ReadyWithin)
                throw new InvalidOperationException($"A node did not become ready: see {Log}.");
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{_ports.Api}/health/ready"));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception notYet) when (Connections.IsBroken(notYet))
            {
                // It does not listen yet.
            }
        }
    }

    public async Task KillAsync()
    {
        _isToRun = false;
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public Task PauseAsync()
    {
        _isToRun = false;
        return SignalAsync("STOP");
    }

    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>Whether the process has ended by itself within a time.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        try
        {
            await _process!.WaitForExitAsync(timeout.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Stops it as an orchestrator does.</summary>
    public async Task<int> StopAsync()
    {
        _isToRun = false;
        await SignalAsync("TERM");
        await _process!.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Cuts the connections of its clients.</summary>
    public void Cut() => _front.Cut();

    public async ValueTask DisposeAsync()
    {
        _isToRun = false;
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
        await _front.DisposeAsync();
    }

    private void OnExited(Process process)
    {
        if (!_isToRun || process != _process)
            return;
        Deaths++;
        Start();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
    }
}
