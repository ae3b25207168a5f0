using System.Diagnostics;
using ChatMemory.Benchmarks.Reports;

namespace ChatMemory.Benchmarks.Storage;

/// <summary>The baseline of everything durable: the same bytes to a plain file, one write and one fsync at a time.</summary>
internal static class DiskSync
{
    public static (double Rate, Percentiles Times) Measure(int bytes, TimeSpan duration)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        var (payload, times, began) = (new byte[bytes], new List<double>(), Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(began) < duration)
        {
            var started = Stopwatch.GetTimestamp();
            file.Write(payload);
            file.Flush(flushToDisk: true);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return (times.Count / Stopwatch.GetElapsedTime(began).TotalSeconds, new(times));
    }
}
