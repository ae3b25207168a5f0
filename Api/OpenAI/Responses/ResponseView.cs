using System.Text.Json;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>A response as it stands.</summary>
internal sealed record ResponseView
{
    /// <summary>Under which name an exchange keeps the parameters that its response repeats.</summary>
    public const string EchoProperty = "openai.request";

    /// <summary>Under which name an exchange keeps how many items its caller gave; those before them are calls that they answer.</summary>
    public const string ItemsProperty = "openai.items";

    private static readonly JsonElement NoEcho = JsonElement.Parse("{}");

    public required ResponseId Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Model { get; init; }

    /// <summary>The parameters that the request gave.</summary>
    public required JsonElement Echo { get; init; }

    public ExchangeStatus Status { get; init; } = ExchangeStatus.Started;

    public EndReason? Reason { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public IReadOnlyList<ChatItem> Output { get; init; } = [];

    public TokenUsage? Usage { get; init; }

    public bool HasEnded => Status is not (ExchangeStatus.Queued or ExchangeStatus.Started);

    /// <summary>Whether it is part of a conversation.</summary>
    public bool IsInConversation => Echo.TryGetProperty("conversation", out _);

    /// <summary>Why the model's own limits cut the answer; null when they did not.</summary>
    public string? CutBy => (Status, Reason?.Code) switch
    {
        (ExchangeStatus.Incomplete, "length" or "answer_too_long") => "max_output_tokens",
        (ExchangeStatus.Incomplete, "content_filter") => "content_filter",
        _ => null,
    };

    public string StatusWord => Status switch
    {
        ExchangeStatus.Queued => "queued",
        ExchangeStatus.Started => "in_progress",
        ExchangeStatus.Completed => "completed",
        ExchangeStatus.Cancelled => "cancelled",
        _ => CutBy is null ? "failed" : "incomplete",
    };

    public static ResponseView Of(long epoch, Exchange exchange, string defaultModel)
    {
        var echo = exchange.Properties?.GetValueOrDefault(EchoProperty) is { ValueKind: JsonValueKind.Object } kept ? kept : NoEcho;
        return new()
        {
            Id = new(epoch, exchange.Id),
            CreatedAt = exchange.StartedAt,
            CompletedAt = exchange.EndedAt,
            Model = echo.Text("model") ?? defaultModel,
            Echo = echo,
            Status = exchange.Status,
            Reason = exchange.Reason,
            Output = exchange.Output,
            Usage = exchange.Usage,
        };
    }

    /// <summary>Where an item of the output stands.</summary>
    public string StatusOf(int place) =>
        Status == ExchangeStatus.Completed || place < Output.Count - 1 || Output[place] is not ChatItem.Message ? "completed"
        : HasEnded ? "incomplete"
        : "in_progress";
}
