using System.Text.Json.Serialization;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;

namespace ChatMemory.Users;

/// <summary>One line of a user's export.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Session), "session")]
[JsonDerivedType(typeof(Exchange), "exchange")]
[JsonDerivedType(typeof(Memory), "memory")]
[JsonDerivedType(typeof(Change), "change")]
public abstract record ExportRecord
{
    private ExportRecord()
    {
    }

    /// <summary>A session; its exchanges follow, newest first.</summary>
    /// <param name="Value">Its figures.</param>
    public sealed record Session(SessionStatus Value) : ExportRecord;

    /// <summary>An exchange.</summary>
    /// <param name="Of">The session it belongs to.</param>
    /// <param name="Value">The exchange.</param>
    public sealed record Exchange(SessionId Of, Sessions.Exchange Value) : ExportRecord;

    /// <summary>A memory; what happened to it follows.</summary>
    /// <param name="Value">The memory.</param>
    public sealed record Memory(Memories.Memory Value) : ExportRecord;

    /// <summary>One change of the memory before it.</summary>
    /// <param name="Value">The change.</param>
    public sealed record Change(MemoryChange Value) : ExportRecord;
}
