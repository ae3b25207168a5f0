using ChatMemory.Sessions;

namespace ChatMemory.Cluster;

/// <summary>Chat events of a session as they come through its Orleans stream.</summary>
/// <param name="After">The number of the session's event before the first of them: a subscriber that has not seen it has a gap.</param>
/// <param name="Events">At least one, in order.</param>
public sealed record ChatEventBatch(long After, IReadOnlyList<ChatEvent> Events);
