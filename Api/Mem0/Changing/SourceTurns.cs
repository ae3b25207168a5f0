using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Changing;

/// <summary>
/// Forgets the turns that facts were learned from. This wire shows facts only: what its clients delete must not be recalled from the words in
/// which it was said.
/// </summary>
internal static class SourceTurns
{
    public static async Task ForgetAsync(IUserMemory user, IEnumerable<Memory> facts, CancellationToken cancellationToken)
    {
        var exchanges = facts.Where(fact => fact.Kind != MemoryKind.Episode)
            .Select(fact => fact.Provenance is { Session: { } session, Exchange: not null and var exchange } ? new MemoryFilter.FromExchange(session, exchange) : null)
            .OfType<MemoryFilter.FromExchange>().Distinct();
        foreach (var exchange in exchanges)
            await user.DeleteAsync(new(Filter: new MemoryFilter.All([exchange, new MemoryFilter.HasKind([MemoryKind.Episode])])), cancellationToken);
    }
}
