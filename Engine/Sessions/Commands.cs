using System.Text.Json;
using System.Text.Json.Serialization;
using ChatMemory.Keys;

namespace ChatMemory.Sessions;

/// <summary>What happens to an exchange that arrives while another runs.</summary>
public enum WhenBusy
{
    /// <summary>It is refused with <see cref="StartOutcome.Busy"/>. The default.</summary>
    Refuse,

    /// <summary>It is stored and begins when those before it have ended.</summary>
    Queue,
}

/// <summary>Begins an exchange.</summary>
public sealed record StartExchange
{
    /// <summary>What the user says: at least one item, each a message of role user, system or developer; with <see cref="Context"/> any item.</summary>
    public required IReadOnlyList<ChatItem> Input { get; init; }

    /// <summary>
    /// What was said before, from a caller that keeps the conversation itself: the model is given this instead of the session's transcript.
    /// Null takes the transcript.
    /// </summary>
    /// <remarks>
    /// It is not stored, nor is <see cref="Model"/> then, nor the <see cref="ChatItem.Message.Content"/> of the input: of a conversation
    /// that comes whole with every exchange only the new is kept. So the exchange does not outlive a restart, not even while it waits. The
    /// caller runs the tools too: an answer that calls some ends the exchange, and the results come with the next.
    /// </remarks>
    public IReadOnlyList<ChatItem>? Context { get; init; }

    /// <summary>Makes a repeated call find the first one's exchange instead of beginning another; at most 256 characters.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Default <see cref="WhenBusy.Refuse"/>.</summary>
    public WhenBusy WhenBusy { get; init; }

    /// <summary>
    /// Whether an answer that calls tools ends the exchange, and the results come as the input of a later one; default false, which
    /// waits for them within the exchange.
    /// </summary>
    /// <remarks>
    /// The input may then have any item. The calls that its results answer are looked for in the session's earlier exchanges and kept
    /// before the input, so that the exchange tells by itself what happened.
    /// </remarks>
    public bool EndsAtCalls { get; init; }

    /// <summary>How many of the input's first items were said before this exchange: the model is told them, memory is not. Default 0.</summary>
    public int SaidBefore { get; init; }

    /// <summary>What a new session begins with: kept as completed exchanges that teach nothing. A session that there is already ignores it.</summary>
    public IReadOnlyList<EarlierExchange>? Earlier { get; init; }

    /// <summary>Begin only if this is the session's newest exchange; else <see cref="StartOutcome.NotNewest"/>. Null does not ask.</summary>
    public ExchangeId? After { get; init; }

    /// <summary>Begin only if the session's journal has this epoch, as <see cref="SessionStatus.Epoch"/> said; else <see cref="StartOutcome.NoSession"/>. Null does not ask.</summary>
    public long? Epoch { get; init; }

    /// <summary>What the caller wants kept with the exchange and given back with it. At most 4 Mi characters of JSON.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Properties { get; init; }

    /// <summary>How the model is to be asked.</summary>
    public ModelRequest Model { get; init; } = new();

    /// <summary>What memory does for this exchange.</summary>
    public MemoryUse Memory { get; init; } = new();

    /// <summary>The exchange ends as incomplete when it has not ended by then; null takes the server's default.</summary>
    public TimeSpan? Deadline { get; init; }
}

/// <summary>How the model is to be asked.</summary>
public sealed record ModelRequest
{
    /// <summary>The model's name; null takes the server's default.</summary>
    public string? Model { get; init; }

    /// <summary>The system instructions; null takes the server's default.</summary>
    public string? Instructions { get; init; }

    /// <summary>Sampling temperature as the model defines it.</summary>
    public float? Temperature { get; init; }

    /// <summary>The most tokens the model may answer with.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Functions that the model may call; their results come by <see cref="IChatSession.SubmitToolResultsAsync"/>.</summary>
    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    /// <summary>Whether and which tool must be called: <c>auto</c>, <c>none</c>, <c>required</c> or a tool's name; null leaves it to the model.</summary>
    public string? ToolChoice { get; init; }

    /// <summary>Further properties of the request body in the model's own words, passed through.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Extra { get; init; }
}

/// <summary>A function that the model may call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Parameters">JSON Schema of its arguments; null when it has none.</param>
public sealed record ToolDefinition(string Name, string? Description = null, JsonElement? Parameters = null);

/// <summary>What memory does for an exchange.</summary>
public sealed record MemoryUse
{
    /// <summary>Whether memories are recalled before the answer; default true.</summary>
    public bool Recall { get; init; } = true;

    /// <summary>Whether the exchange is learned from when it completes; default true.</summary>
    public bool Learn { get; init; } = true;

    /// <summary>The scopes that what is learned carries, and that recall prefers nothing over: an agent, an app, a run.</summary>
    public Memories.MemoryScope Scope { get; init; } = new();

    /// <summary>Restricts what is recalled; null takes all of the user's.</summary>
    public Memories.MemoryFilter? Filter { get; init; }

    /// <summary>How many memories at most; null takes the server's default.</summary>
    public int? Limit { get; init; }

    /// <summary>How many tokens of memories at most; null takes the server's default.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Metadata that what is learned carries.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    /// <summary>When what is learned ceases to be recalled; null never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether what is learned is <see cref="Memories.Memory.Immutable"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Immutable { get; init; }
}

/// <summary>Takes in an exchange that happened elsewhere.</summary>
public sealed record RecordExchange
{
    /// <summary>The messages in order, roles user, assistant, system and tool; at least one.</summary>
    public required IReadOnlyList<ChatItem> Items { get; init; }

    /// <summary>As in <see cref="StartExchange.IdempotencyKey"/>.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>When it was said; null means now.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>What memory does with it; <see cref="MemoryUse.Recall"/> has no meaning here.</summary>
    public MemoryUse Memory { get; init; } = new();

    /// <summary>As in <see cref="StartExchange.Epoch"/>.</summary>
    public long? Epoch { get; init; }
}

/// <summary>A copy of an exchange of another session.</summary>
/// <param name="Input">What was said to the model.</param>
/// <param name="Output">What came of it.</param>
/// <param name="SaidAt">When.</param>
public sealed record EarlierExchange(IReadOnlyList<ChatItem> Input, IReadOnlyList<ChatItem> Output, DateTimeOffset SaidAt);

/// <summary>Says what a session is about, and opens it if there is none.</summary>
/// <param name="Properties">What the caller wants kept with the session and given back by <see cref="SessionStatus"/>, instead of what it had; at most 64 Ki characters of JSON.</param>
/// <param name="Epoch">Only if the session's journal has this epoch; null opens a session that there is not.</param>
public sealed record DescribeSession(IReadOnlyDictionary<string, JsonElement> Properties, long? Epoch = null);

/// <summary>Deletes an ended exchange with its text, or one item of it.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Item">The item's place, input and output counted together from 0; null for the whole exchange.</param>
public sealed record RemoveExchange(ExchangeId Exchange, int? Item = null);

/// <summary>Gives results of tool calls.</summary>
/// <param name="Exchange">The exchange that waits for them.</param>
/// <param name="Results">Some or all of them.</param>
public sealed record SubmitToolResults(ExchangeId Exchange, IReadOnlyList<ChatItem.ToolResult> Results);

/// <summary>Follows a session's events.</summary>
/// <param name="After">The number of the last event seen; 0 begins at the beginning.</param>
/// <param name="Exchange">Only this exchange's events, ending with its last; null for all, without end.</param>
public sealed record FollowSession(long After = 0, ExchangeId? Exchange = null);

/// <summary>Asks for a page of the transcript.</summary>
/// <param name="Limit">How many exchanges at most, 1 to 200.</param>
/// <param name="Before">Only exchanges before this one, for reading backwards from the newest; null begins at the newest.</param>
/// <param name="After">Only exchanges after this one, for reading forwards; wins over <paramref name="Before"/>.</param>
/// <param name="FromOldest">Reads forwards from the oldest, when neither of the other two is given; default false.</param>
public sealed record TranscriptQuery(int Limit = 50, ExchangeId? Before = null, ExchangeId? After = null, bool FromOldest = false);
