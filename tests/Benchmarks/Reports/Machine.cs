using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace ChatMemory.Benchmarks.Reports;

/// <summary>Where the figures come from.</summary>
internal static class Machine
{
    /// <summary>What the benchmarks and the server were built as.</summary>
    public static string Configuration { get; } = typeof(Machine).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "unknown";

    public static void Write(TextWriter output)
    {
        var disk = new DriveInfo(Path.GetTempPath());
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30);
        output.WriteLine($"- machine: {Processor()}, {Environment.ProcessorCount} cores, {memory:F0} GiB, temporary files on {disk.DriveFormat}");
        output.WriteLine($"- software: {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Configuration} build");
        output.WriteLine($"- when: {DateTimeOffset.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, load before {Load()}");
        output.WriteLine();
    }

    private static string Processor() =>
        Lines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]
            : RuntimeInformation.ProcessArchitecture.ToString();

    private static string Load() => Lines("/proc/loadavg").FirstOrDefault() is { } load ? load.Split(' ')[0] : "unknown";

    private static string[] Lines(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];
}
