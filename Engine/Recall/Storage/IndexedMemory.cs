using ChatMemory.Memories;

namespace ChatMemory.Recall.Storage;

/// <summary>A memory with what recall has to know of it. Never changes; a change puts another in its place.</summary>
internal sealed record IndexedMemory
{
    public const int NoRow = -1;

    public required Memory Memory { get; init; }

    public required TextTraits Traits { get; init; }

    /// <summary>Whether it stands for itself: it has no turns around it that would say what it is about.</summary>
    public bool IsStatement => Memory.Kind is not (MemoryKind.Episode or MemoryKind.ToolResult);

    /// <summary>Where it lies.</summary>
    public required int Slot { get; init; }

    /// <summary>The slot that its place in the conversation is known by: that of its first text.</summary>
    public required int Anchor { get; init; }

    /// <summary>The row of its vector.</summary>
    public int Row { get; init; } = NoRow;

    /// <summary>What it takes in a memory block.</summary>
    public required int Tokens { get; init; }
}
