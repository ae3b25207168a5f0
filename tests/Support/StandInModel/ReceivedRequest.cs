using System.Text.Json;

namespace ChatMemory.Support.StandIn;

/// <summary>A request as the stand-in got it.</summary>
/// <param name="Path">The path.</param>
/// <param name="Body">The body.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Gone">Cancelled when the client hangs up.</param>
public sealed record ReceivedRequest(string Path, JsonElement Body, IReadOnlyDictionary<string, string> Headers, CancellationToken Gone)
{
    public bool IsStreamed => Body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;

    public IReadOnlyList<JsonElement> Messages => [.. Body.GetProperty("messages").EnumerateArray()];

    /// <summary>The text of the last message; empty when it is no plain text.</summary>
    public string LastText() =>
        Messages[^1].TryGetProperty("content", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    /// <summary>The text of the last message, cut before each word.</summary>
    public string[] LastWords() => [.. LastText().Split(' ').Select((word, place) => place == 0 ? word : ' ' + word)];
}
