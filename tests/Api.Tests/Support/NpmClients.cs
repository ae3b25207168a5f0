using System.Diagnostics;

namespace ChatMemory.Api.Support;

/// <summary>The official clients from npm, in tests/Clients at pinned versions. Skips where Node or its registry is missing.</summary>
internal static class NpmClients
{
    private static readonly string Folder = Repository.File("tests", "Clients");
    private static readonly Lazy<Task<string?>> Installation = new(InstallAsync);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Runs a script of the folder, which fails at the first claim that does not hold.</summary>
    public static async Task RunAsync(string script, params string[] arguments)
    {
        if (await Installation.Value is { } missing)
            Assert.Skip($"{missing}: the clients from npm were not run.");
        var (exitCode, output) = await ExecuteAsync("node", [script, .. arguments]);
        Assert.True(exitCode == 0, output);
    }

    // What is missing; null when all is there.
    private static async Task<string?> InstallAsync()
    {
        if (!await HasNodeAsync())
            return "Node is not installed";
        var (exitCode, output) = await ExecuteAsync("npm", "ci", "--ignore-scripts");
        if (exitCode != 0 && (await ExecuteAsync("npm", "ping")).ExitCode != 0)
            return "The npm registry cannot be reached";
        return exitCode == 0 ? null : throw new InvalidOperationException(output);
    }

    private static async Task<bool> HasNodeAsync()
    {
        try
        {
            return (await ExecuteAsync("node", "--version")).ExitCode == 0 && (await ExecuteAsync("npm", "--version")).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<(int ExitCode, string Output)> ExecuteAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output + await errors);
    }
}
