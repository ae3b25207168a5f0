using System.Text.Json;
using ChatMemory.Memories;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Chat;

/// <summary>A request for a chat completion, read.</summary>
internal sealed record CompletionRequest
{
    /// <summary>The whole conversation.</summary>
    public required IReadOnlyList<ChatItem> Messages { get; init; }

    /// <summary>The model's name; null takes the server's default.</summary>
    public string? Model { get; init; }

    /// <summary>Whether the answer streams.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether a stream ends with token counts.</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>Whose memory is used, as the body says.</summary>
    public string? User { get; init; }

    /// <summary>The session, as the body's metadata says.</summary>
    public string? Session { get; init; }

    /// <summary>The agent, the app and the run, as the body's metadata says.</summary>
    public MemoryScope Scope { get; init; } = new();

    /// <summary>Everything else, for the model.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Extra { get; init; }

    public ModelRequest ForModel => new() { Model = Model, Extra = Extra };

    /// <summary>The exchange that this request is: what is new in it is kept, what came before goes along to the model.</summary>
    public StartExchange Exchange(string? idempotencyKey, MemoryScope scope)
    {
        var start = NewWords.Begin(Messages);
        return new()
        {
            Input = [.. Messages.Skip(start)],
            Context = [.. Messages.Take(start)],
            Model = ForModel,
            WhenBusy = WhenBusy.Queue,
            IdempotencyKey = idempotencyKey,
            Memory = new() { Scope = scope },
        };
    }
}
