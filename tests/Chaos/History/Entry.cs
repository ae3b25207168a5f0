using System.Text.Json.Serialization;

namespace ChatMemory.Chaos.History;

/// <summary>One thing that a client knows to have happened.</summary>
[JsonDerivedType(typeof(ExchangeAccepted), "accepted")]
[JsonDerivedType(typeof(EventSeen), "seen")]
[JsonDerivedType(typeof(MemoryAdded), "added")]
[JsonDerivedType(typeof(MemoryLookedFor), "looked")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Stuck), "stuck")]
internal abstract record Entry
{
    private Entry()
    {
    }

    /// <summary>The server has acknowledged an exchange.</summary>
    /// <param name="Answer">What the model says to this input when it is not cut.</param>
    /// <param name="Learns">Whether memory is to learn from it.</param>
    internal sealed record ExchangeAccepted(
        string User, string Session, string Key, string Exchange, string Input, string Answer, bool Learns) : Entry;

    /// <summary>A follower saw an event. A follower that reconnects stays the same one.</summary>
    internal sealed record EventSeen(int Follower, string Exchange, long Number, string Type) : Entry
    {
        /// <summary>What a delta appends.</summary>
        public string? Text { get; init; }

        /// <summary>How the exchange ended.</summary>
        public string? Status { get; init; }

        /// <summary>What was lost, in numbers of events.</summary>
        public (long From, long To)? Lost { get; init; }
    }

    /// <summary>The server has acknowledged a memory.</summary>
    internal sealed record MemoryAdded(string User, string Key, string Text, string Memory) : Entry;

    /// <summary>A memory was asked for after it had been acknowledged.</summary>
    internal sealed record MemoryLookedFor(string User, string Memory, bool Found) : Entry;

    /// <summary>The server answered with an error.</summary>
    internal sealed record Refused(string What, int Status) : Entry;

    /// <summary>A client's patience ended before the server had done what was asked.</summary>
    internal sealed record Stuck(string What) : Entry;
}
