namespace ChatMemory.Keys;

/// <summary>The ids of a running process: version 7 UUIDs stamped by its clock.</summary>
/// <param name="time">The clock.</param>
public sealed class TimeOrderedIds(TimeProvider time) : IIdSource
{
#pragma warning disable RS0030 // The one place that makes ids.
    /// <inheritdoc/>
    public Guid Next() => Guid.CreateVersion7(time.GetUtcNow());
#pragma warning restore RS0030
}
