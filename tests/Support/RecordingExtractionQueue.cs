using System.Collections.Concurrent;
using ChatMemory.Extraction;
using ChatMemory.Keys;

namespace ChatMemory.Support;

/// <summary>Remembers which sessions were offered.</summary>
public sealed class RecordingExtractionQueue : IExtractionQueue
{
    private readonly ConcurrentQueue<SessionKey> _offered = new();

    public IReadOnlyList<SessionKey> Offered => [.. _offered];

    public void Offer(SessionKey session) => _offered.Enqueue(session);
}
