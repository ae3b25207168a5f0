using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>Decides a deletion: what is deleted, and which earlier records held its text.</summary>
internal static class Deleting
{
    public static Decision<DeleteOutcome> Decide(UserMemory state, DeleteMemories command, DateTimeOffset now, int limit)
    {
        var meant = Meant(state, command).Take(limit).ToList();
        return new(new(meant, Token: 0), [.. meant.Select(id => new MemoryEvent.Deleted(id, now, Adding.ByCaller))])
        {
            Redactions = [.. meant.SelectMany(id => state.RecordsOf(id)!)],
            ForgetVectors = meant,
        };
    }

    // The superseded ones go first: were the deletion cut short, what names them would still be there to be deleted again.
    private static IEnumerable<MemoryId> Meant(UserMemory state, DeleteMemories command)
    {
        var named = Named(state, command).Distinct().ToList();
        return command.WithSuperseded ? Superseded(state, named).Concat(named) : named;
    }

    private static IEnumerable<MemoryId> Named(UserMemory state, DeleteMemories command) => command.Ids is { } ids
        ? ids.Where(id => state.Find(id) is { } memory && command.Filter.Matches(memory))
        : state.All.Where(memory => command.Filter.Matches(memory)).Select(memory => memory.Id);

    private static IEnumerable<MemoryId> Superseded(UserMemory state, List<MemoryId> named)
    {
        var by = state.All.Where(memory => memory.SupersededBy is not null).ToLookup(memory => memory.SupersededBy!.Value, memory => memory.Id);
        var seen = named.ToHashSet();
        var chain = new List<MemoryId>(named);
        for (var i = 0; i < chain.Count; i++)
            chain.AddRange(by[chain[i]].Where(seen.Add));
        return chain.Skip(named.Count).Reverse();
    }
}
