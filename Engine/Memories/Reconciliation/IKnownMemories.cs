namespace ChatMemory.Memories;

/// <summary>What reconciliation looks up: memories that hold now and are no turns kept word for word.</summary>
internal interface IKnownMemories
{
    IEnumerable<Memory> OnTopic(Fingerprint topic);

    IEnumerable<Memory> InSlot(Fingerprint slot);

    /// <summary>Those of a scope and speaker whose text contains a part, without regard to case.</summary>
    IEnumerable<Memory> Mentioning(string part, MemoryScope scope, string? speaker);
}
