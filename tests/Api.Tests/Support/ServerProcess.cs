using System.Diagnostics;
using ChatMemory.Support;
using OsProcess = System.Diagnostics.Process;

namespace ChatMemory.Api.Support;

/// <summary>The built server as a process of its own, which can be killed and started again over the same data.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly string[] _settings;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly string _folder;
    private OsProcess? _process;

    private ServerProcess(string[] settings, IReadOnlyDictionary<string, string> environment)
    {
        _settings = settings;
        _environment = environment;
        _folder = Directory.CreateTempSubdirectory("chat-memory-").FullName;
        Http = new() { BaseAddress = new($"http://127.0.0.1:{FreePorts.Next()}"), Timeout = TimeSpan.FromMinutes(1) };
    }

    public HttpClient Http { get; }

    /// <summary>What it wrote before it was up, line by line.</summary>
    public IReadOnlyList<string> Said { get; private set; } = [];

    public static Task<ServerProcess> StartAsync(params string[] settings) => StartAsync(new Dictionary<string, string>(), settings);

    public static async Task<ServerProcess> StartAsync(IReadOnlyDictionary<string, string> environment, params string[] settings)
    {
        var server = new ServerProcess(settings, environment);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it and waits until it says that it has.</summary>
    public async Task StartAsync()
    {
        _process = Launch([.. _settings, $"--urls={Http.BaseAddress}", $"--ChatMemory:DataDirectory={_folder}"], _environment);
        var said = new List<string>();
        Said = said;
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said.Add(line);
            if (line.StartsWith("Try:", StringComparison.Ordinal) || line.Contains("The server listens on", StringComparison.Ordinal))
            {
                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        Assert.Fail($"The server did not start: {await _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Runs the server with settings that it should refuse.</summary>
    /// <returns>The exit code and all that it wrote.</returns>
    public static async Task<(int ExitCode, string Said)> RefusedAsync(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("chat-memory-");
        using var process = Launch([.. settings, $"--ChatMemory:DataDirectory={folder.FullName}"], new Dictionary<string, string>());
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);
        return (process.ExitCode, errors + await output);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static OsProcess Launch(string[] settings, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(OneProcessServer).Assembly.Location);
        foreach (var setting in settings)
            start.ArgumentList.Add(setting);
        foreach (var inherited in new[] { "OPENAI_API_KEY", "OPENAI_BASE_URL", "ASPNETCORE_URLS" })
            start.Environment.Remove(inherited);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return OsProcess.Start(start)!;
    }
}
