using System.Runtime.InteropServices;

namespace ChatMemory.Memories;

/// <summary>What counts against the limits.</summary>
/// <param name="Held">Memories that are stored.</param>
/// <param name="Written">Memories that callers stored or changed on the day.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MemoryLoad(long Held, long Written)
{
    public static MemoryLoad operator +(MemoryLoad one, MemoryLoad other) => new(one.Held + other.Held, one.Written + other.Written);

    public static MemoryLoad operator -(MemoryLoad one, MemoryLoad other) => new(one.Held - other.Held, one.Written - other.Written);
}
