using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Support;
using ChatMemory.Telemetry;

namespace ChatMemory.Api.Telemetry;

/// <summary>What the dashboards and the alerts ask for is what the server exports, in the names that Prometheus gives it.</summary>
public sealed partial class DashboardTests
{
    private static readonly string Folder = Repository.File("deploy", "telemetry");

    // The framework's own, by its documentation (https://learn.microsoft.com/dotnet/core/diagnostics/built-in-metrics).
    private static readonly string[] OfTheFramework =
    [
        .. Histogram("http_server_request_duration_seconds"), "dotnet_process_memory_working_set_bytes",
    ];

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Append(Path.Combine(Folder, "alerts.yaml")).Select(file => Path.GetRelativePath(Folder, file))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task EveryMetricAskedFor_IsExported(string file)
    {
        var asked = Asked().Matches(await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken)).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except([.. Exported(), .. OfTheFramework], StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryMetric_IsDocumented()
    {
        var documented = await File.ReadAllTextAsync(Repository.File("docs", "telemetry.md"), TestContext.Current.CancellationToken);

        Assert.All(Instruments(), instrument => Assert.Contains($"`{instrument.Name}`", documented, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Exported() => Instruments().SelectMany(NamesOf);

    // By https://github.com/open-telemetry/opentelemetry-specification/blob/main/specification/compatibility/prometheus_and_openmetrics.md
    private static IEnumerable<string> NamesOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "");
        return instrument.GetType().Name switch
        {
            "Histogram`1" => Histogram(name),
            "Counter`1" => [name + "_total"],
            _ => [name],
        };
    }

    private static string[] Histogram(string name) => [name + "_bucket", name + "_sum", name + "_count"];

    private static List<Instrument> Instruments()
    {
        foreach (var type in typeof(EngineTelemetry).Assembly.GetTypes().Concat(typeof(LimitMetrics).Assembly.GetTypes())
            .Where(type => type is { IsAbstract: true, IsSealed: true } && type.Name.EndsWith("Metrics", StringComparison.Ordinal)))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);

        var found = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == EngineTelemetry.Name)
                    found.Add(instrument);
            },
        };
        listener.Start();
        return found;
    }

    [GeneratedRegex(@"\b(chat_memory|gen_ai|http_server|dotnet)_[a-z_]+(?=[\[{]|\)(?! \())", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Asked();
}
