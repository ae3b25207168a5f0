using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Filters;
using ChatMemory.Api.Mem0.Items;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Changing;

/// <summary>Reads, changes and deletes memories that are addressed by their id alone, and deletes those that a condition means.</summary>
internal sealed class MemoryChanges(IChatMemoryHost host, MemoryPlaces places, MemoryReach reach, TimeProvider time)
{
    private const int AskedAtOnce = 8;

    public async Task<(UserKey Owner, Memory Memory)> GetAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        await places.FindAsync(caller, id, cancellationToken) is var (owner, memory)
        && await host.User(owner).GetAsync(memory, cancellationToken) is { } found
            ? (owner, found)
            : throw NotFound();

    public async Task<MemoryItem> UpdateAsync(Caller caller, string id, UpdateRequest request, CancellationToken cancellationToken)
    {
        if (await places.FindAsync(caller, id, cancellationToken) is not var (owner, memory))
            throw NotFound();
        var outcome = await host.User(owner).UpdateAsync(request.ToCommand(memory), cancellationToken);
        return outcome.Status switch
        {
            UpdateStatus.Updated => MemoryItem.Of(owner, outcome.Memory!, time.GetUtcNow()),
            UpdateStatus.Immutable => throw new Mem0RequestException(new Mem0Error(StatusCodes.Status409Conflict, "The memory is immutable.")),
            _ => throw NotFound(),
        };
    }

    /// <summary>Deletes one, and the turns that it was learned from.</summary>
    /// <returns>How many went with it.</returns>
    public async Task<int> DeleteAsync(Caller caller, string id, bool withSuperseded, CancellationToken cancellationToken)
    {
        if (await places.FindAsync(caller, id, cancellationToken) is not var (owner, memory))
            throw NotFound();
        var user = host.User(owner);
        var found = await user.GetAsync(memory, cancellationToken) ?? throw NotFound();
        // Before the memory itself, so that a call cut short is safely repeated.
        await SourceTurns.ForgetAsync(user, [found], cancellationToken);
        var outcome = await user.DeleteAsync(new(Ids: [memory], WithSuperseded: withSuperseded), cancellationToken);
        return outcome.Deleted.Count > 0 ? outcome.Deleted.Count - 1 : throw NotFound();
    }

    /// <summary>Deletes what a condition means, turns that are kept word for word included.</summary>
    public async Task<int> DeleteAsync(Caller caller, Condition condition, CancellationToken cancellationToken)
    {
        var deleted = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AskedAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(await reach.OfAsync(caller, condition, cancellationToken), parallel, async (of, token) =>
        {
            var outcome = await host.User(of.Owner).DeleteAsync(new(Filter: of.Filter), token);
            Interlocked.Add(ref deleted, outcome.Deleted.Count);
        });
        return deleted;
    }

    private static Mem0RequestException NotFound() => new(Mem0Error.NotFound("Memory not found!"));
}
