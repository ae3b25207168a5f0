using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Filters;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Memories;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Mem0.Reach;

/// <summary>The part of a request that concerns one user.</summary>
/// <param name="Owner">Whose memories are looked through.</param>
/// <param name="Filter">Which of them are meant.</param>
internal sealed record Reached(UserKey Owner, MemoryFilter Filter);

/// <summary>Finds whose memories a condition can mean, within what the caller may see.</summary>
internal sealed class MemoryReach(IJournalStore journals, NamedUser named, IOptions<Mem0Options> options)
{
    private const int PageSize = 1_000;

    /// <summary>Those users, each with what is asked of their memories.</summary>
    /// <exception cref="Mem0RequestException">They are too many, or the caller may not ask about everybody.</exception>
    public async Task<IReadOnlyList<Reached>> OfAsync(Caller caller, Condition condition, CancellationToken cancellationToken)
    {
        var owners = condition.Users() is { } users
            ? [.. users.Select(name => UserId.Parse(name)).Where(caller.Speaks).Select(user => new UserKey(caller.Tenant, user))]
            : await EverybodyAsync(caller, condition, cancellationToken);
        if (owners is [var only])
            named.Is(only);
        return owners.Count > options.Value.MaxUsers
            ? throw new Mem0RequestException($"The filter leaves more than {options.Value.MaxUsers} users open. Name a user_id.")
            : [.. owners.Select(owner => condition.For(Owners.NameOf(owner)) is { } filter ? new Reached(owner, filter) : null).OfType<Reached>()];
    }

    private async Task<List<UserKey>> EverybodyAsync(Caller caller, Condition condition, CancellationToken cancellationToken)
    {
        if (caller.User is { } own)
            return [new(caller.Tenant, own)];
        if (!condition.NamesAnEntity() && !caller.May(Permissions.Admin))
            throw new Mem0RequestException(new Mem0Error(StatusCodes.Status403Forbidden, "Only a key with the permission 'admin' may ask about everybody. Name an entity."));

        var owners = new List<UserKey>();
        IReadOnlyList<UserId> page;
        do
        {
            page = await journals.ListUsersAsync(caller.Tenant, PageSize, owners.Count > 0 ? owners[^1].User : null, cancellationToken);
            owners.AddRange(page.Select(user => new UserKey(caller.Tenant, user)));
        }
        while (page.Count == PageSize && owners.Count <= options.Value.MaxUsers);
        return owners;
    }
}
