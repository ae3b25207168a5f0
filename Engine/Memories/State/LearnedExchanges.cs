using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>Which parts of which exchanges are learned. Never forgotten: however late an exchange comes again, it teaches nothing.</summary>
internal sealed class LearnedExchanges
{
    private readonly Dictionary<ExchangeId, byte> _parts = [];

    public bool Contains(ExchangeId exchange, LearningPart part) => (_parts.GetValueOrDefault(exchange) & Bit(part)) != 0;

    public void Add(ExchangeId exchange, LearningPart part) =>
        _parts[exchange] = (byte)(_parts.GetValueOrDefault(exchange) | Bit(part));

    public IReadOnlyList<LearnedParts> All() =>
    [
        .. _parts.Select(pair => new LearnedParts(pair.Key, [.. Enum.GetValues<LearningPart>().Where(part => (pair.Value & Bit(part)) != 0)])),
    ];

    private static byte Bit(LearningPart part) => (byte)(1 << (int)part);
}
