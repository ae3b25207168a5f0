using System.Diagnostics;

namespace ChatMemory.Benchmarks.Processes;

/// <summary>A program that ends with this one, however this one ends.</summary>
internal sealed class Child : IAsyncDisposable
{
    private const string Guard = "/usr/bin/setpriv";
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);
    private static readonly string[] NotInherited = ["OPENAI_API_KEY", "OPENAI_BASE_URL", "ASPNETCORE_URLS"];

    private readonly Process _process;
    private readonly Task<string> _errors;

    private Child(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public static Child Start(string program, params IEnumerable<string> arguments)
    {
        // The kernel signals the child when the thread that started it ends, so that thread stays as long as the child.
        var started = new TaskCompletionSource<Process>();
        new Thread(() =>
        {
            try
            {
                var process = Process.Start(Command(program, arguments))!;
                started.SetResult(process);
                process.WaitForExit();
            }
            catch (Exception failure)
            {
                started.TrySetException(failure);
            }
        })
        { IsBackground = true, Name = program }.Start();
        return new(started.Task.GetAwaiter().GetResult());
    }

    /// <summary>Waits for the line that says that it is ready; what it writes afterwards is thrown away.</summary>
    public async Task<string> ReadyAsync(string beginning)
    {
        using var patience = new CancellationTokenSource(StartPatience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.StartsWith(beginning, StringComparison.Ordinal))
                continue;
            _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return line[beginning.Length..];
        }

        throw new InvalidOperationException($"{_process.StartInfo.FileName} did not start: {await _errors}");
    }

    /// <summary>Fails with what it complained of when it has ended.</summary>
    public async Task MustRunAsync()
    {
        if (HasExited)
            throw new InvalidOperationException($"{_process.StartInfo.FileName} ended with {_process.ExitCode}: {await _errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    private static ProcessStartInfo Command(string program, IEnumerable<string> arguments)
    {
        string[] command = File.Exists(Guard) ? [Guard, "--pdeathsig", "TERM", "--", program, .. arguments] : [program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
            start.Environment.Remove(name);
        return start;
    }

    // What this machine has set must neither reach a model nor change what is measured.
    private static bool IsSetting(string name) =>
        NotInherited.Contains(name, StringComparer.Ordinal) || name.StartsWith("ChatMemory__", StringComparison.OrdinalIgnoreCase);
}
