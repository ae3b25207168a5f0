using System.Text.Json;

namespace ChatMemory.Api.Mem0.Adding;

/// <summary>Asks for memories to be made from messages. Hints to Mem0's extraction (<c>custom_instructions</c>, <c>includes</c> …) have no effect here.</summary>
internal sealed record AddRequest
{
    /// <summary>Messages, or a text of the user.</summary>
    public JsonElement Messages { get; init; }

    public string? UserId { get; init; }

    public string? AgentId { get; init; }

    public string? AppId { get; init; }

    public string? RunId { get; init; }

    public JsonElement Metadata { get; init; }

    /// <summary>Whether facts are extracted (default) or the messages stored word for word.</summary>
    public bool? Infer { get; init; }

    /// <summary>When it was said; default now.</summary>
    public JsonElement Timestamp { get; init; }

    /// <summary>The last day on which what is made is visible.</summary>
    public JsonElement ExpirationDate { get; init; }

    public bool? Immutable { get; init; }

    /// <summary>Version 1 only: <c>v1.1</c> with <c>version</c> <c>v2</c> answers with an object instead of a list.</summary>
    public string? OutputFormat { get; init; }

    /// <summary>Version 1 only: see <see cref="OutputFormat"/>.</summary>
    public string? Version { get; init; }

    /// <summary>Version 1 only: false waits until the facts are extracted.</summary>
    public bool? AsyncMode { get; init; }
}

/// <summary>The answer to <see cref="AddRequest"/>.</summary>
/// <param name="EventId">Names the event, which tells what became of it.</param>
/// <param name="Status"><c>PENDING</c>, or <c>SUCCEEDED</c> when it is done.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="Results">What is stored, when it is done.</param>
internal sealed record AddAnswer(string EventId, string Status, string? Message = null, IReadOnlyList<StoredResult>? Results = null);

/// <summary>The same in the form of version 1.1.</summary>
internal sealed record LegacyAddAnswer(IReadOnlyList<AddAnswer> Results)
{
    public IReadOnlyList<string> Relations { get; } = [];
}

/// <summary>A memory that was made.</summary>
/// <param name="Id">The memory.</param>
/// <param name="Data">Its text.</param>
/// <param name="Event">Always <c>ADD</c>.</param>
internal sealed record StoredResult(string Id, StoredText Data, string Event = "ADD")
{
    /// <summary>The text once more, where other versions have it.</summary>
    public string Memory => Data.Memory;
}

/// <summary>A memory's text.</summary>
internal sealed record StoredText(string Memory);
