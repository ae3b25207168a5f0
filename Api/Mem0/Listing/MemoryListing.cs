using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Filters;
using ChatMemory.Api.Mem0.Finding;
using ChatMemory.Api.Mem0.Items;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Listing;

/// <summary>A page by number.</summary>
/// <param name="Condition">Which memories.</param>
/// <param name="Skip">How many of the newest come before it.</param>
/// <param name="Take">How many it has at most.</param>
internal sealed record Listed(Condition Condition, int Skip, int Take)
{
    public bool IncludeEnded { get; init; }

    public bool IncludeExpired { get; init; }
}

/// <summary>A page and how many there are on all pages.</summary>
internal sealed record ListedPage(IReadOnlyList<MemoryItem> Items, int Total);

/// <summary>Lists the memories of all users whom a condition can mean, newest first.</summary>
internal sealed class MemoryListing(IChatMemoryHost host, MemoryReach reach, ShownMemories shown, TimeProvider time)
{
    private const int AskedAtOnce = 16;

    public async Task<ListedPage> PageAsync(Caller caller, Listed listed, CancellationToken cancellationToken)
    {
        var runs = (await reach.OfAsync(caller, listed.Condition, cancellationToken)).Select(of => new NewestFirst(host, of.Owner, Query(listed, of))).ToList();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AskedAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(runs, parallel, (run, token) => run.BeginAsync(token));
        return new(await MergeAsync(runs, listed, cancellationToken), runs.Sum(run => run.Total));
    }

    private async Task<IReadOnlyList<MemoryItem>> MergeAsync(List<NewestFirst> runs, Listed listed, CancellationToken cancellationToken)
    {
        var next = new PriorityQueue<NewestFirst, DateTimeOffset>(Comparer<DateTimeOffset>.Create((left, right) => right.CompareTo(left)));
        foreach (var run in runs.Where(run => run.Current is not null))
            next.Enqueue(run, run.Current!.CreatedAt);

        var (items, now) = (new List<MemoryItem>(), time.GetUtcNow());
        for (var place = 0; items.Count < listed.Take && next.TryDequeue(out var run, out _); place++)
        {
            if (place >= listed.Skip)
                items.Add(MemoryItem.Of(run.Owner, run.Current!, now));
            if (await run.MoveNextAsync(cancellationToken))
                next.Enqueue(run, run.Current!.CreatedAt);
        }

        return items;
    }

    private MemoryQuery Query(Listed listed, Reached of) => new(
        shown.Only(of.Filter), (int)Math.Min((long)listed.Skip + listed.Take, MemoryRules.MaxLimit),
        IncludeEnded: listed.IncludeEnded, IncludeExpired: listed.IncludeExpired);
}
