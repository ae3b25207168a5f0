using System.Diagnostics;

namespace ChatMemory.Benchmarks.Chats;

/// <summary>How one answer went.</summary>
/// <param name="FirstToken">Milliseconds from asking to its first text.</param>
/// <param name="RecallWasCut">Whether recall did not end in its time.</param>
internal readonly record struct StreamedAnswer(double FirstToken, bool RecallWasCut)
{
    private const string Recalled = "event: memories.recalled";
    private const string RecallComplete = "\"status\":\"complete\"";

    /// <summary>Asks, reads to the end, and fails unless the answer came whole.</summary>
    public static async Task<StreamedAnswer> ReadAsync(HttpClient http, Route route, HttpRequestMessage request)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{route.Name}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        double? first = null;
        var (cut, whole, before) = (false, false, "");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (first is null && route.IsToken(line))
                first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            cut |= before == Recalled && !line.Contains(RecallComplete, StringComparison.Ordinal);
            whole |= line.Contains(route.End, StringComparison.Ordinal);
            before = line;
        }

        return first is { } milliseconds && whole ? new(milliseconds, cut) : throw new InvalidOperationException($"{route.Name}: the answer did not come whole.");
    }
}
