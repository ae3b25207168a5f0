using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ChatMemory.Chaos.Clients;

/// <summary>Reads server-sent events until the stream ends, breaks, or is silent for too long.</summary>
internal static class EventReader
{
    public static async IAsyncEnumerable<(string Type, Wire.Event Event)> ReadAsync(
        HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var lines = new StreamReader(body);
        var type = "";
        while (true)
        {
            silence.CancelAfter(Door.Silence);
            if (await lines.ReadLineAsync(silence.Token) is not { } line)
                yield break;
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                type = line["event: ".Length..];
            // What has no number concerns the stream, not the exchange.
            else if (line.StartsWith("data: ", StringComparison.Ordinal) && type is not ("ping" or "error"))
                yield return (type, JsonSerializer.Deserialize<Wire.Event>(line["data: ".Length..], Wire.Json)!);
        }
    }
}
