using System.Diagnostics;

namespace ChatMemory.Support;

/// <summary>PostgreSQL's programs on this machine, run as a user that they accept: they refuse root.</summary>
internal sealed class PostgresBinaries(string folder)
{
    public static PostgresBinaries? Find()
    {
        var candidates = Environment.GetEnvironmentVariable(PostgresServer.BinariesVariable) is { Length: > 0 } named
            ? [named]
            : Debian();
        return candidates.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb"))) is { } found ? new(found) : null;
    }

    /// <summary>Runs a program to its end.</summary>
    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(Start(program, arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output}{await errors}");
    }

    /// <summary>Starts a program that ends with this process, however this process ends.</summary>
    public void StartUntilExit(string program, params string[] arguments)
    {
        // The kernel signals the child when the thread that started it ends, so that thread stays.
        var started = new ManualResetEventSlim();
        new Thread(() =>
        {
            using var process = Process.Start(Start(program, arguments, "--pdeathsig", "INT"))!;
            started.Set();
            process.StandardOutput.Close();
            process.StandardError.ReadToEnd();
            process.WaitForExit();
        })
        { IsBackground = true, Name = program }.Start();
        started.Wait();
    }

    private static IEnumerable<string> Debian() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(Version).Select(version => Path.Combine(version, "bin"))
            : [];

    private static int Version(string folder) => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0;

    private ProcessStartInfo Start(string program, string[] arguments, params string[] privileges)
    {
        string[] user = Environment.IsPrivilegedProcess ? ["--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];
        string[] prefix = [.. user, .. privileges];
        var path = Path.Combine(folder, program) is var inFolder && File.Exists(inFolder) ? inFolder : program;
        string[] command = prefix.Length > 0 ? ["setpriv", .. prefix, "--", path, .. arguments] : [path, .. arguments];
        return new(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
    }
}
