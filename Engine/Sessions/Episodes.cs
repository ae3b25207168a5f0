using ChatMemory.Extraction;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Sessions;

/// <summary>The turns of an exchange as memories, word for word.</summary>
internal static class Episodes
{
    public const string Source = "episode";

    /// <summary>One episode for each message of the user or the model; a message longer than a memory may be gives several.</summary>
    public static IReadOnlyList<Candidate> Of(SessionId session, Exchange exchange, MemoryUse use) =>
    [
        .. exchange.Input.Concat(exchange.Output).SelectMany((item, index) =>
            item is ChatItem.Message { Role: ChatRole.User or ChatRole.Assistant } message
                ? Of(message, new(Source, message.Role, session, exchange.Id, index, Model: exchange.Model), exchange, use)
                : []),
    ];

    private static IEnumerable<Candidate> Of(ChatItem.Message message, Provenance provenance, Exchange exchange, MemoryUse use)
    {
        for (var start = 0; start < message.Text.Length;)
        {
            var span = new TextSpan(start, LengthFrom(message.Text, start));
            start += span.Length;
            var text = message.Text.Substring(span.Start, span.Length);
            if (string.IsNullOrWhiteSpace(text))
                continue;
            yield return new()
            {
                Text = text,
                Kind = MemoryKind.Episode,
                Provenance = provenance with { Span = span },
                Authority = message.Role == ChatRole.User ? Authority.Stated : Authority.Inferred,
                Scope = use.Scope,
                Metadata = use.Metadata,
                Speaker = message.Name,
                SaidAt = exchange.StartedAt,
            };
        }
    }

    private static int LengthFrom(string text, int start)
    {
        if (text.Length - start <= Memory.MaxTextLength)
            return text.Length - start;
        return char.IsHighSurrogate(text[start + Memory.MaxTextLength - 1]) ? Memory.MaxTextLength - 1 : Memory.MaxTextLength;
    }
}
