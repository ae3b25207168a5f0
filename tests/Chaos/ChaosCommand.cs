using Microsoft.Extensions.Configuration;

namespace ChatMemory.Chaos;

/// <summary>A run by hand: <c>dotnet run -c Release --project tests/Chaos -- --kills 200 --seed 1</c>.</summary>
internal static class ChaosCommand
{
    private static readonly string[] Names =
        [.. typeof(ChaosOptions).GetProperties().Select(property => $"--{property.Name.ToLowerInvariant()}")];

    public static bool IsOption(string argument) => Names.Contains(argument.Split('=')[0], StringComparer.Ordinal);

    /// <summary>Runs and prints what came of it.</summary>
    /// <returns>The exit code: 0 when no rule was violated.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = new ConfigurationBuilder().AddCommandLine(arguments).Build()
            .Get<ChaosOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new();
        if (await ChaosRun.TryAsync(options, Console.WriteLine) is not { } report)
        {
            await Console.Error.WriteLineAsync($"PostgreSQL is not installed here. Install it, or name its folder in {Support.PostgresServer.BinariesVariable}.");
            return 1;
        }

        await Console.Out.WriteLineAsync(report.ToString());
        return report.Violations.Count == 0 ? 0 : 1;
    }
}
