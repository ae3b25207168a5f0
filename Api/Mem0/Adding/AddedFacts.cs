using ChatMemory.Api.Mem0.Finding;
using ChatMemory.Keys;
using ChatMemory.Memories;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Mem0.Adding;

/// <summary>The memories that were made of added messages.</summary>
internal sealed class AddedFacts(IChatMemoryHost host, TimeProvider time, IOptions<ApiOptions> options, ShownMemories shown)
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(15);

    private const int MaxShown = 1_000;

    /// <summary>Waits until they are extracted.</summary>
    /// <returns>Null when the longest wait was over first.</returns>
    public async Task<IReadOnlyList<StoredResult>?> WaitAsync(Added added, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + options.Value.MaxWait;
        while (!await host.Session(added.Session).SettledAsync(LongestCall, cancellationToken))
        {
            if (time.GetUtcNow() >= until)
                return null;
        }

        return await OfAsync(added.Session, added.Exchange, cancellationToken);
    }

    /// <summary>Those that came of an exchange and are still there.</summary>
    public async Task<IReadOnlyList<StoredResult>> OfAsync(SessionKey session, ExchangeId exchange, CancellationToken cancellationToken)
    {
        var filter = shown.Only(new MemoryFilter.FromExchange(session.Session, exchange));
        var page = await host.User(session.Owner).ListAsync(new(filter, MaxShown, IncludeEnded: true, IncludeExpired: true), cancellationToken);
        return [.. page.Memories.Reverse().Select(memory => new StoredResult(memory.Id.ToString(), new(memory.Text)))];
    }
}
