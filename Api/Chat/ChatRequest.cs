using System.Text.Json;
using ChatMemory.Api.Json;
using ChatMemory.Api.Problems;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Api.Chat;

/// <summary>Begins an exchange.</summary>
internal sealed record ChatRequest : IValidated
{
    private const int MaxItems = 256;
    private const int MaxTools = 128;
    private const int MaxDeadlineSeconds = 86_400;

    /// <summary>Whose chat it is. A user token says so itself.</summary>
    public UserId? User { get; init; }

    /// <summary>The session to go on with; without it a new one is begun.</summary>
    public SessionId? Session { get; init; }

    /// <summary>What the user says: a text, or a list of messages.</summary>
    public required Items Input { get; init; }

    /// <summary>A repeated request with the same key finds the first one's exchange. The header <c>Idempotency-Key</c> does the same.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>What happens while another exchange of the session runs: <c>refuse</c> (default, 409) or <c>queue</c>.</summary>
    public WhenBusy WhenBusy { get; init; }

    /// <summary>The exchange ends as incomplete after so many seconds; without it the server's default holds.</summary>
    public double? DeadlineSeconds { get; init; }

    /// <summary>Whether the answer streams as server-sent events (default) or comes whole as JSON.</summary>
    public bool Stream { get; init; } = true;

    /// <summary>The model's name; without it the server's default.</summary>
    public string? Model { get; init; }

    /// <summary>The system instructions; without them the server's default.</summary>
    public string? Instructions { get; init; }

    /// <summary>Sampling temperature as the model defines it.</summary>
    public float? Temperature { get; init; }

    /// <summary>The most tokens the model may answer with.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Functions that the model may call.</summary>
    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    /// <summary><c>auto</c>, <c>none</c>, <c>required</c> or a tool's name.</summary>
    public string? ToolChoice { get; init; }

    /// <summary>Further properties of the request to the model, passed through.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Extra { get; init; }

    /// <summary>What memory does for this exchange.</summary>
    public MemoryUse Memory { get; init; } = new();

    /// <inheritdoc/>
    public void Validate(Errors errors)
    {
        errors.Id(User?.Value, "user");
        errors.Id(Session?.Value, "session");
        errors.Count(Input.Of, 1, MaxItems, "input");
        for (var i = 0; i < Input.Of.Count; i++)
        {
            errors.Require(
                Input.Of[i] is ChatItem.Message { Role: ChatRole.User or ChatRole.System or ChatRole.Developer },
                $"input[{i}]",
                "Must be a message of role user, system or developer.");
        }

        errors.Length(IdempotencyKey, KeyText.MaxLength, "idempotency_key");
        errors.Range(DeadlineSeconds, 1, MaxDeadlineSeconds, "deadline_seconds");
        errors.Range(Temperature, 0, 10, "temperature");
        errors.Range(MaxOutputTokens, 1, 10_000_000, "max_output_tokens");
        errors.Count(Tools, 0, MaxTools, "tools");
        Memory.Validate("memory", errors);
    }

    public StartExchange Command(string? idempotencyHeader) => new()
    {
        Input = Input.Of,
        IdempotencyKey = IdempotencyKey ?? idempotencyHeader,
        WhenBusy = WhenBusy,
        Deadline = DeadlineSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Memory = Memory,
        Model = new()
        {
            Model = Model,
            Instructions = Instructions,
            Temperature = Temperature,
            MaxOutputTokens = MaxOutputTokens,
            Tools = Tools,
            ToolChoice = ToolChoice,
            Extra = Extra,
        },
    };
}

/// <summary>A whole answer.</summary>
/// <param name="Session">The session it belongs to.</param>
/// <param name="Text">The answer's text.</param>
/// <param name="Exchange">The exchange: ended, or waiting for tool results, or still running when the wait was over.</param>
internal sealed record ChatResponse(SessionId Session, string Text, Exchange Exchange);
