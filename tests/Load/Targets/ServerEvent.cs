using System.Text.Json;

namespace ChatMemory.Load.Targets;

/// <summary>What the tester reads of an event.</summary>
internal sealed record ServerEvent(string? Text = null, string? Status = null, EndReason? Reason = null, string? Code = null)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly ServerEvent Other = new();

    // The rest need not be read: some events are long, and the tester shares the machine with what it measures.
    public static ServerEvent Read(string type, ReadOnlySpan<byte> data) =>
        type is "delta" or "exchange.ended" or "error" ? JsonSerializer.Deserialize<ServerEvent>(data, Json)! : Other;
}

/// <summary>What the tester reads of a refusal.</summary>
internal sealed record Refusal(string? Code = null);

/// <summary>Why an exchange did not complete.</summary>
internal sealed record EndReason(string? Code = null);
