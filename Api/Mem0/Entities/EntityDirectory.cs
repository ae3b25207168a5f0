using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Adding;
using ChatMemory.Api.Mem0.Changing;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Filters;
using ChatMemory.Api.Mem0.Finding;
using ChatMemory.Api.Mem0.Listing;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Users;

namespace ChatMemory.Api.Mem0.Entities;

/// <summary>Knows which users, agents, apps and runs there are, by reading all memories that a caller may see; and removes them.</summary>
internal sealed class EntityDirectory(
    IChatMemoryHost host, IJournalStore journals, MemoryReach reach, ShownMemories shown, MemoryChanges changes, UserErasure erasure)
{
    /// <summary>Counts what a condition means.</summary>
    public async Task<EntityCounts> CountAsync(Caller caller, Condition condition, CancellationToken cancellationToken)
    {
        var counts = new EntityCounts();
        foreach (var of in await reach.OfAsync(caller, condition, cancellationToken))
        {
            if (await journals.FindAsync(JournalKey.Of(of.Owner), cancellationToken) is not { } head)
                continue;
            counts.AddUser(of.Owner, head.CreatedAt, head.UpdatedAt);
            var memories = new NewestFirst(host, of.Owner, new(shown.Only(of.Filter), MemoryRules.MaxLimit));
            await memories.BeginAsync(cancellationToken);
            while (memories.Current is { } memory)
            {
                counts.Add(of.Owner, memory);
                await memories.MoveNextAsync(cancellationToken);
            }
        }

        return counts;
    }

    /// <summary>Removes an entity with everything that names it: a user with all sessions, a run with what was said in it.</summary>
    public async Task RemoveAsync(Caller caller, string type, string name, CancellationToken cancellationToken)
    {
        var names = EntityNames.Of(type, name);
        if (names.User is { } user)
        {
            await erasure.EraseAsync(Owners.Of(caller, user), cancellationToken);
            return;
        }

        await changes.DeleteAsync(caller, names.Condition(), cancellationToken);
        if (names.Run is { } run)
            await ForgetRunAsync(caller, new Condition.All(), run, cancellationToken);
    }

    /// <summary>Deletes what was said in a run by those whom a condition can mean.</summary>
    public async Task ForgetRunAsync(Caller caller, Condition condition, string run, CancellationToken cancellationToken)
    {
        var session = SessionId.Parse(AddedSessions.OfRun(run));
        foreach (var of in await reach.OfAsync(caller, condition, cancellationToken))
        {
            var key = new SessionKey(of.Owner, session);
            if (await journals.FindAsync(JournalKey.Of(key), cancellationToken) is not null)
                await host.Session(key).DeleteAsync(cancellationToken);
        }
    }

    /// <summary>Makes a user known before anything is stored of it.</summary>
    /// <returns>When, and the number that the user has.</returns>
    public Task<JournalHead> CreateAsync(Caller caller, string user, CancellationToken cancellationToken) =>
        EntityNames.Checked(user, agent: null, app: null, run: null).User is { } name
            ? journals.OpenAsync(JournalKey.Of(Owners.Of(caller, name)), cancellationToken)
            : throw new Mem0RequestException("user_id is required.");
}
