using System.ComponentModel.DataAnnotations;

namespace ChatMemory.Silo;

/// <summary>How busy a node may be, in percent, and 0 for no bound: <c>ChatMemory:Node:ShedAbove</c>.</summary>
internal sealed record SheddingOptions
{
    /// <summary>Of the machine's or the container's CPU. Default 95.</summary>
    [Range(0, 100)]
    public int Cpu { get; init; } = 95;

    /// <summary>Of the memory that the process may use. Default 90.</summary>
    [Range(0, 100)]
    public int Memory { get; init; } = 90;
}
