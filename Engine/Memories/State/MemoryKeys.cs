namespace ChatMemory.Memories;

/// <summary>The fingerprints by which a memory is found. Scope and speaker belong to each: what two people say are two facts.</summary>
internal static class MemoryKeys
{
    /// <summary>
    /// The same words. Kinds share it, except that a turn kept word for word does not stand in for the fact found in it.
    /// </summary>
    public static Fingerprint Exact(string text, MemoryKind kind, MemoryScope scope, string? speaker) =>
        Of(kind == MemoryKind.Episode ? "episode" : "exact", Statement.Normalise(text), scope, speaker);

    public static Fingerprint Exact(Memory memory) => Exact(memory.Text, memory.Kind, memory.Scope, memory.Speaker);

    /// <summary>Statements of the same subject matter, affirmed or denied.</summary>
    public static Fingerprint Topic(Statement statement, MemoryScope scope, string? speaker) => Of("topic", statement.Topic, scope, speaker);

    /// <summary>Answers to the same question.</summary>
    public static Fingerprint Slot(string slot, MemoryScope scope, string? speaker) => Of("slot", slot, scope, speaker);

    private static Fingerprint Of(string what, string text, MemoryScope scope, string? speaker) =>
        Fingerprint.Of(what, text, scope.Agent, scope.App, scope.Run, speaker);
}
