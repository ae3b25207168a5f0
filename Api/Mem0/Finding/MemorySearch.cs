using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Filters;
using ChatMemory.Api.Mem0.Items;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Memories;
using ChatMemory.Recall;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Mem0.Finding;

/// <summary>A question and of which memories it is asked.</summary>
internal sealed record Search(Condition Condition, string Text, int Limit, float MinScore)
{
    public bool IncludeExpired { get; init; }

    public DateTimeOffset? AskedAt { get; init; }
}

/// <summary>Asks the memories of all users whom a condition can mean, and takes the best of all answers.</summary>
internal sealed class MemorySearch(IChatMemoryHost host, MemoryReach reach, ShownMemories shown, IOptions<Mem0Options> options, TimeProvider time)
{
    private const int AskedAtOnce = 16;

    public async Task<IReadOnlyList<MemoryItem>> FindAsync(Caller caller, Search search, CancellationToken cancellationToken)
    {
        var reached = await reach.OfAsync(caller, search.Condition, cancellationToken);
        var found = new IReadOnlyList<MemoryItem>[reached.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AskedAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, found.Length, parallel, async (i, token) => found[i] = await FindAsync(reached[i], search, token));
        return [.. found.SelectMany(items => items).OrderByDescending(item => item.Score).Take(search.Limit)];
    }

    private async Task<IReadOnlyList<MemoryItem>> FindAsync(Reached of, Search search, CancellationToken cancellationToken)
    {
        var result = await host.User(of.Owner).RecallAsync(
            new RecallQuery
            {
                Text = Tail(search.Text),
                Limit = search.Limit,
                MinScore = search.MinScore,
                Filter = shown.Only(of.Filter),
                IncludeExpired = search.IncludeExpired,
                AskedAt = search.AskedAt,
                Budget = options.Value.SearchBudget,
            },
            cancellationToken);
        return [.. result.Memories.Select(memory => MemoryItem.Of(of.Owner, memory, time.GetUtcNow()))];
    }

    // Callers ask with whole conversations; what was said last is the question.
    private static string Tail(string text)
    {
        if (text.Length <= MemoryRules.MaxQuery)
            return text;
        var start = text.Length - MemoryRules.MaxQuery;
        return text[(char.IsLowSurrogate(text[start]) ? start + 1 : start)..];
    }
}
