using System.Globalization;

namespace ChatMemory.Benchmarks.Processes;

/// <summary>What Linux counts of a process.</summary>
internal static class ProcessFigures
{
    private const double TicksPerSecond = 100;

    /// <summary>Seconds on a core so far, its children's included.</summary>
    public static double CpuSeconds(int process) => Children(process).Prepend(process).Sum(OwnCpuSeconds);

    /// <summary>Bytes of memory that it holds.</summary>
    public static long Resident(int process) => Field($"/proc/{process}/status", "VmRSS:") * 1024;

    /// <summary>Bytes that it handed to the file system so far, and of those what the storage below it was given, in pages.</summary>
    public static (long Written, long Stored) Bytes(int process) =>
        (Field($"/proc/{process}/io", "wchar:"), Field($"/proc/{process}/io", "write_bytes:"));

    // The name in the second field may hold anything, so that fields are counted from behind it.
    private static double OwnCpuSeconds(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) / TicksPerSecond;
    }

    private static IEnumerable<int> Children(int process) =>
        File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(child => (int)Number(child));

    private static long Field(string file, string name) =>
        Number(File.ReadLines(file).First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim().Split(' ')[0]);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
