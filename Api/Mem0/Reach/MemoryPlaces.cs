using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory.Api.Mem0.Reach;

/// <summary>Finds where things of this wire are, which are addressed by an id alone.</summary>
internal sealed class MemoryPlaces(IJournalStore journals, NamedUser named)
{
    /// <summary>The owner of a memory within what the caller may see; null when it cannot be there.</summary>
    /// <exception cref="Mem0RequestException">The text is no id.</exception>
    public async Task<(UserKey Owner, MemoryId Id)?> FindAsync(Caller caller, string text, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(text, out var value))
            throw new Mem0RequestException("memory_id should be a valid UUID");
        return await JournalAsync(caller, value, cancellationToken) is { Session: null } journal ? (journal.Owner, new(value)) : null;
    }

    /// <summary>The journal that an id carries the epoch of; null when the caller has none such.</summary>
    public async Task<JournalKey?> JournalAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        if (await FindAsync(caller, id, cancellationToken) is not { } key)
            return null;
        named.Is(key.Owner);
        return key;
    }

    private async Task<JournalKey?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        EpochUuid.EpochOf(id) is { } epoch
        && await journals.FindAsync(caller.Tenant, epoch, cancellationToken) is { Key: { Value: null } key }
        && caller.Speaks(key.Owner.User)
            ? key
            : null;
}
