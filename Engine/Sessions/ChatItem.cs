using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatMemory.Sessions;

/// <summary>Who speaks.</summary>
public enum ChatRole
{
    /// <summary>The person.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>Instructions of the operator.</summary>
    System,

    /// <summary>Instructions of the application's developer.</summary>
    Developer,
}

/// <summary>One item of a conversation: a message, a tool call, or a tool's result.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Message), "message")]
[JsonDerivedType(typeof(ToolCall), "tool_call")]
[JsonDerivedType(typeof(ToolResult), "tool_result")]
public abstract record ChatItem
{
    private ChatItem()
    {
    }

    /// <summary>Something said.</summary>
    /// <param name="Role">By whom.</param>
    /// <param name="Text">What.</param>
    /// <param name="Name">The speaker's name where several share a role.</param>
    public sealed record Message(ChatRole Role, string Text, string? Name = null) : ChatItem
    {
        /// <summary>
        /// The same as a list of parts in the model's own words where a text is not enough, as with pictures: it goes to the model as it
        /// is, the text to everything else. Null when the text is all.
        /// </summary>
        public JsonElement? Content { get; init; }
    }

    /// <summary>The model asks for a function to be called.</summary>
    /// <param name="CallId">Names the call within the exchange.</param>
    /// <param name="Tool">The function's name.</param>
    /// <param name="Arguments">JSON text as the model wrote it; not always valid.</param>
    public sealed record ToolCall(string CallId, string Tool, string Arguments) : ChatItem;

    /// <summary>What a function returned.</summary>
    /// <param name="CallId">The call it answers.</param>
    /// <param name="Output">Text or JSON text.</param>
    /// <param name="IsError">Whether the function failed.</param>
    public sealed record ToolResult(string CallId, string Output, bool IsError = false) : ChatItem;
}
