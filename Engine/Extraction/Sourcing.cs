using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;

namespace ChatMemory.Extraction;

/// <summary>A message that an extractor reads, with all that a candidate drawn from it must carry.</summary>
/// <param name="Session">The session.</param>
/// <param name="Pending">The exchange.</param>
/// <param name="Placed">The message in the exchange.</param>
internal sealed record Sourcing(SessionId Session, PendingExtraction Pending, PlacedMessage Placed)
{
    /// <summary>Every message of an exchange that may teach.</summary>
    public static IEnumerable<Sourcing> Of(SessionId session, PendingExtraction pending) =>
        pending.Exchange.Spoken().Select(placed => new Sourcing(session, pending, placed));

    /// <summary>A candidate that this message is the source of.</summary>
    public Candidate Candidate(string text, MemoryKind kind, string source, TextSpan span, string? model = null) => new()
    {
        Text = text,
        Kind = kind,
        Provenance = new(source, Placed.Message.Role, Session, Pending.Exchange.Id, Placed.Index, span, model),
        Authority = Placed.Message.Role.Authority(),
        Scope = Pending.Memory.Scope,
        Metadata = Pending.Memory.Metadata,
        Speaker = Placed.Message.Name,
        SaidAt = Pending.Exchange.StartedAt,
        ExpiresAt = Pending.Memory.ExpiresAt,
        Immutable = Pending.Memory.Immutable,
    };
}
