using System.Text.Json;
using ChatMemory.Memories;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>A request for a response, read.</summary>
internal sealed record ResponseRequest
{
    /// <summary>What is said, in order.</summary>
    public required IReadOnlyList<InputItem> Input { get; init; }

    /// <summary>How the model is asked.</summary>
    public required ModelRequest ForModel { get; init; }

    /// <summary>The parameters that the response repeats.</summary>
    public required JsonElement Echo { get; init; }

    /// <summary>Whether the answer streams.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether the caller does not wait for the answer.</summary>
    public bool Background { get; init; }

    /// <summary>Whether anything is kept.</summary>
    public bool Store { get; init; }

    /// <summary>Whose memory is used, as the body says.</summary>
    public string? User { get; init; }

    /// <summary>The agent, the app and the run that what is learned carries.</summary>
    public MemoryScope Scope { get; init; } = new();

    /// <summary>The response that this one follows.</summary>
    public string? Previous { get; init; }

    /// <summary>The conversation that it belongs to.</summary>
    public string? Conversation { get; init; }
}

/// <summary>An item that was said, or one that the server has.</summary>
/// <param name="Said">The item.</param>
/// <param name="Reference">The id of a stored item, when it is one.</param>
internal readonly record struct InputItem(ChatItem? Said, string? Reference = null);
