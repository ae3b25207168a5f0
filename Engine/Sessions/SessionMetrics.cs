using System.Diagnostics;
using System.Diagnostics.Metrics;
using ChatMemory.Telemetry;

namespace ChatMemory.Sessions;

/// <summary>What sessions report.</summary>
internal static class SessionMetrics
{
    private static readonly Counter<long> Ends =
        EngineTelemetry.Count("chat_memory.exchanges", "{exchange}", "Exchanges that ended, by status and reason.");

    private static readonly Histogram<double> Durations =
        EngineTelemetry.Duration("chat_memory.exchange.duration", "From taking an exchange in to its end.");

    private static readonly Histogram<double> FirstTokens =
        EngineTelemetry.Duration("gen_ai.server.time_to_first_token", "From taking an exchange in to its first word.");

    private static readonly UpDownCounter<long> Answers =
        EngineTelemetry.Level("chat_memory.exchanges.running", "{exchange}", "Exchanges whose answer is being made.");

    private static readonly UpDownCounter<long> Followers =
        EngineTelemetry.Level("chat_memory.followers", "{follower}", "Open followers of sessions.");

    private static readonly Histogram<double> Recalls =
        EngineTelemetry.Duration("chat_memory.recall.duration", "What recall added before an answer, by how it ended.");

    public static void Ended(Exchange exchange)
    {
        Ends.Add(1, EngineTelemetry.Tag("status", exchange.Status), new("reason", exchange.Reason?.Code ?? ""));
        // One that happened elsewhere took no time here.
        if (exchange.EndedAt > exchange.StartedAt)
            Durations.Record((exchange.EndedAt.Value - exchange.StartedAt).TotalSeconds, EngineTelemetry.Tag("status", exchange.Status));
    }

    public static void FirstToken(TimeSpan after) => FirstTokens.Record(after.TotalSeconds);

    public static void Recalled(RecallStatus status, double milliseconds) =>
        Recalls.Record(milliseconds / 1000, EngineTelemetry.Tag("status", status));

    /// <summary>Counts an answer until it is disposed.</summary>
    public static IDisposable Running()
    {
        Answers.Add(1);
        return new Ending();
    }

    public static void Follows() => Followers.Add(1);

    public static void Unfollows() => Followers.Add(-1);

    /// <summary>The trace of a request, kept with what it began so that later work joins it; null when nobody traces.</summary>
    public static string? Trace => Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    private sealed class Ending : IDisposable
    {
        public void Dispose() => Answers.Add(-1);
    }
}
