using System.Diagnostics;

namespace ChatMemory.Api.Support;

/// <summary>Runs what a reader would paste into a terminal.</summary>
internal static class Bash
{
    /// <summary>Runs a script that must succeed, and returns what it printed.</summary>
    public static async Task<string> RunAsync(string script, string? folder = null)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        using var bash = System.Diagnostics.Process.Start(start)!;
        var errors = bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(bash.ExitCode == 0, $"{script}\n{await errors}");
        return output;
    }

    /// <summary>Skips the test where a program is missing.</summary>
    public static void Need(string program)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        if (!path.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))))
            Assert.Skip($"{program} is not installed.");
    }
}
