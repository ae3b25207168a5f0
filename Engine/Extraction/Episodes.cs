using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Models.Offline;
using ChatMemory.Sessions;

namespace ChatMemory.Extraction;

/// <summary>Turns a completed exchange into episodes: its turns word for word, and what its tools returned.</summary>
public static class Episodes
{
    /// <summary>The <see cref="Provenance.Source"/> of an episode.</summary>
    public const string Source = "episode";

    /// <summary>
    /// One candidate for each non-empty message of user and assistant and for each tool result, in order. A text longer than
    /// <see cref="Memory.MaxTextLength"/> becomes several, each with its own span, so that nothing of it is lost. Answers of the
    /// offline responder are left out.
    /// </summary>
    /// <param name="session">The session that the exchange belongs to.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="memory">Gives the scope and the metadata that the episodes carry.</param>
    public static IReadOnlyList<Candidate> Of(SessionKey session, Exchange exchange, MemoryUse memory)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(memory);
        return
        [
            .. exchange.Spoken().Where(placed => !RepeatsMemory(exchange, placed.Message)).SelectMany(placed => Turns(session, exchange, memory, placed)),
            .. ToolResults(session, exchange, memory),
        ];
    }

    // The offline responder only reads out what is remembered already.
    private static bool RepeatsMemory(Exchange exchange, ChatItem.Message message) =>
        message.Role == ChatRole.Assistant && exchange.Model == OfflineChatClient.Model;

    private static IEnumerable<Candidate> Turns(SessionKey session, Exchange exchange, MemoryUse memory, PlacedMessage placed) =>
        from span in Pieces.Of(placed.Message.Text, Memory.MaxTextLength)
        select new Candidate
        {
            Text = placed.Message.Text.Substring(span.Start, span.Length),
            Kind = MemoryKind.Episode,
            Provenance = new(Source, placed.Message.Role, session.Session, exchange.Id, placed.Index, span),
            Authority = placed.Message.Role.Authority(),
            Scope = memory.Scope,
            Metadata = memory.Metadata,
            Speaker = placed.Message.Name,
            SaidAt = exchange.StartedAt,
            ExpiresAt = memory.ExpiresAt,
            Immutable = memory.Immutable,
        };

    private static IEnumerable<Candidate> ToolResults(SessionKey session, Exchange exchange, MemoryUse memory)
    {
        var calls = exchange.Items().Select(placed => placed.Item).OfType<ChatItem.ToolCall>().ToLookup(call => call.CallId, StringComparer.Ordinal);
        return
            from placed in exchange.Items()
            let result = placed.Item as ChatItem.ToolResult
            where result is not null && !string.IsNullOrWhiteSpace(result.Output)
            let heading = Heading(calls[result.CallId].FirstOrDefault(), result)
            from span in Pieces.Of(result.Output, Memory.MaxTextLength - heading.Length)
            select new Candidate
            {
                Text = string.Concat(heading, result.Output.AsSpan(span.Start, span.Length)),
                Kind = MemoryKind.ToolResult,
                Provenance = new(Source, ChatRole.Assistant, session.Session, exchange.Id, placed.Index, span),
                Authority = Authority.Inferred,
                Scope = memory.Scope,
                Metadata = memory.Metadata,
                SaidAt = exchange.StartedAt,
                ExpiresAt = memory.ExpiresAt,
                Immutable = memory.Immutable,
            };
    }

    // Which tool and with which arguments: a result means little without.
    private static string Heading(ChatItem.ToolCall? call, ChatItem.ToolResult result)
    {
        const int LongestArguments = 1_000;
        var asked = call is null
            ? "tool"
            : $"{Pieces.Clip(call.Tool, LongestArguments)}({Pieces.Clip(call.Arguments, LongestArguments)})";
        return result.IsError ? $"{asked} failed: " : $"{asked} returned: ";
    }
}
