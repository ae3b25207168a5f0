using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ChatMemory.Benchmarks.Processes;

namespace ChatMemory.Benchmarks.Cluster;

/// <summary>An answer whose tokens say when the model wrote them.</summary>
internal static partial class StampedAnswer
{
    /// <summary>Reads one to its end.</summary>
    /// <returns>How many milliseconds each token was on its way.</returns>
    public static async Task<List<double>> ReadAsync(HttpClient http, HttpRequestMessage request, int tokens)
    {
        using (request)
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            var delays = new List<double>(tokens);
            while (await reader.ReadLineAsync() is { } line)
            {
                var now = Stopwatch.GetTimestamp();
                foreach (Match stamp in Stamp().Matches(line))
                    delays.Add(Stopwatch.GetElapsedTime(long.Parse(stamp.Groups["ticks"].ValueSpan, CultureInfo.InvariantCulture), now).TotalMilliseconds);
            }

            return delays.Count == tokens ? delays : throw new InvalidOperationException($"An answer had {delays.Count} tokens instead of {tokens}.");
        }
    }

    [GeneratedRegex($" {StandIn.StampMark}(?<ticks>[0-9]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Stamp();
}
