using System.Text.Json.Serialization;

namespace ChatMemory.Memories;

/// <summary>What a follower of a user's memories is told.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Changed), "changed")]
[JsonDerivedType(typeof(Erased), "erased")]
public abstract record MemoryFeedEvent
{
    private MemoryFeedEvent()
    {
    }

    /// <summary>From where the follower goes on after it.</summary>
    public required FeedPosition Position { get; init; }

    /// <summary>A memory changed.</summary>
    /// <param name="Change">What happened to which.</param>
    public sealed record Changed(MemoryChange Change) : MemoryFeedEvent;

    /// <summary>The user was erased: nothing that was seen before is there any more, and numbers begin anew.</summary>
    public sealed record Erased : MemoryFeedEvent;
}
