using ChatMemory.Keys;
using Orleans.Streams;

namespace ChatMemory.Cluster;

/// <summary>
/// The Orleans streams of chat events: one for each session. They are quick and may lose events when a node dies or falls behind;
/// every batch says what it follows, so that a subscriber fills the gap from the session itself, as <see cref="SessionSubscriptions"/> does.
/// </summary>
public static class SessionEvents
{
    /// <summary>The name of the stream provider.</summary>
    public const string Provider = "chat-memory";

    /// <summary>The namespace of the streams; their key is <see cref="SessionKey.ToString"/>.</summary>
    public const string Namespace = "chat-events";

    /// <summary>How many queues carry them. Nodes and clients of one cluster must have the same number.</summary>
    internal const int Queues = 8;

    /// <summary>The stream of a session.</summary>
    public static StreamId Of(SessionKey session) => StreamId.Create(Namespace, session.ToString());

    internal static IAsyncStream<ChatEventBatch> StreamOf(this IStreamProvider provider, string sessionKey) =>
        provider.GetStream<ChatEventBatch>(StreamId.Create(Namespace, sessionKey));
}
