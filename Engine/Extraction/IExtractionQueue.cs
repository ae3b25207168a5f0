using ChatMemory.Keys;

namespace ChatMemory.Extraction;

/// <summary>Tells the extraction pool of this host where work is due.</summary>
public interface IExtractionQueue
{
    /// <summary>
    /// Says that a session has extractions due. Never blocks, and may be forgotten when the queue is full: the outbox in the
    /// session's journal is what counts, and a sweep over open work finds what was forgotten.
    /// </summary>
    void Offer(SessionKey session);
}
