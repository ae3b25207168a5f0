namespace ChatMemory.Chaos.History;

/// <summary>What the server has when all is over.</summary>
internal sealed record FinalState(IReadOnlyList<StoredExchange> Exchanges, IReadOnlyList<StoredMemory> Memories);

/// <summary>An exchange in a transcript.</summary>
/// <param name="Extraction">Where its extraction stands.</param>
internal sealed record StoredExchange(
    string User, string Session, string Id, string Status, string Input, string Answer, string Extraction);

/// <summary>A memory.</summary>
/// <param name="Source">What made it: a caller, a turn kept word for word, or an extractor.</param>
/// <param name="Role">Who said it.</param>
/// <param name="Exchange">The exchange that taught it.</param>
internal sealed record StoredMemory(string User, string Id, string Text, string Source, string? Role, string? Exchange);
