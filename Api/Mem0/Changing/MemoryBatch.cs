using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Changing;

/// <summary>
/// Changes or deletes many memories. All are looked up before the first is touched, so that a wrong one leaves the others as they are; a call cut
/// short is safely repeated.
/// </summary>
internal sealed class MemoryBatch(IChatMemoryHost host, MemoryPlaces places)
{
    private const int MaxMemories = MemoryRules.MaxIds;

    /// <summary>Changes texts and metadata.</summary>
    /// <returns>How many.</returns>
    public async Task<int> UpdateAsync(Caller caller, BatchRequest request, CancellationToken cancellationToken)
    {
        var found = await FindAsync(caller, request, "updated", cancellationToken);
        var commands = found.Select(one => (one.Owner, Command: new UpdateRequest { Text = one.Item.Text, Metadata = one.Item.Metadata }.ToCommand(one.Memory.Id))).ToList();
        var errors = commands.SelectMany((one, i) => MemoryRules.Check(one.Command).Select(error => error with { Field = $"memories[{i}].{error.Field}" })).ToList();
        if (errors.Count > 0)
            throw new InvalidCommandException(errors);
        if (found.Find(one => one.Memory.Immutable) is { Memory: not null } refused)
            throw new Mem0RequestException(new Mem0Error(StatusCodes.Status409Conflict, $"The memory {refused.Memory.Id} is immutable."));
        foreach (var (owner, command) in commands)
            await host.User(owner).UpdateAsync(command, cancellationToken);
        return commands.Count;
    }

    /// <summary>Deletes, with the turns that they were learned from.</summary>
    /// <returns>How many.</returns>
    public async Task<int> DeleteAsync(Caller caller, BatchRequest request, CancellationToken cancellationToken)
    {
        var found = await FindAsync(caller, request, "deleted", cancellationToken);
        foreach (var group in found.GroupBy(one => one.Owner))
        {
            var user = host.User(group.Key);
            await SourceTurns.ForgetAsync(user, group.Select(one => one.Memory), cancellationToken);
            await user.DeleteAsync(new(Ids: [.. group.Select(one => one.Memory.Id)]), cancellationToken);
        }

        return found.Count;
    }

    private async Task<List<(UserKey Owner, Memory Memory, BatchItem Item)>> FindAsync(
        Caller caller, BatchRequest request, string what, CancellationToken cancellationToken)
    {
        if (request.Memories is not { Count: > 0 } items)
            throw new Mem0RequestException("memories is required.");
        if (items.Count > MaxMemories)
            throw new Mem0RequestException($"Maximum of {MaxMemories} memories can be {what} in a single request");

        var found = new List<(UserKey, Memory, BatchItem)>(items.Count);
        foreach (var item in items)
        {
            found.Add(await places.FindAsync(caller, item.MemoryId ?? "", cancellationToken) is var (owner, id)
                && await host.User(owner).GetAsync(id, cancellationToken) is { } memory
                    ? (owner, memory, item)
                    : throw new Mem0RequestException(Mem0Error.NotFound($"Memory {item.MemoryId} not found!")));
        }

        return found;
    }
}
