using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ChatMemory.Benchmarks.Speed;

/// <summary>
/// Time that this thread spent on its core, so that figures from a machine that does other things as well say what one core takes. Where the system does not tell, time by the wall.
/// </summary>
internal static partial class CoreClock
{
    private const int ThreadCpuTime = 3;

    public static double Milliseconds =>
        OperatingSystem.IsLinux() && clock_gettime(ThreadCpuTime, out var time) == 0
            ? (time.Seconds * 1e3) + (time.Nanoseconds / 1e6)
            : Stopwatch.GetTimestamp() * 1e3 / Stopwatch.Frequency;

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
