using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Keys;

namespace ChatMemory.Api.Mem0.Reach;

/// <summary>
/// Whose memory a memory of this wire stands in. One that names only an agent, an app or a run belongs to nobody: its owner is a user whom no
/// caller can name on any wire, because no id that a request carries may be <c>.</c>.
/// </summary>
internal static class Owners
{
    private static readonly UserId Nobody = UserId.Parse(".");

    /// <summary>The owner of what is written for a user; the credential's own when none is named.</summary>
    /// <exception cref="Mem0RequestException">The user is another's.</exception>
    public static UserKey Of(Caller caller, string? user)
    {
        if (user is null)
            return new(caller.Tenant, caller.User ?? Nobody);
        var named = UserId.Parse(user);
        return caller.Speaks(named) ? new(caller.Tenant, named) : throw new Mem0RequestException(Mem0Error.NotFound("There is no such user."));
    }

    public static UserKey Nobodys(TenantId tenant) => new(tenant, Nobody);

    /// <summary>The owner's name on this wire; null when the memory names no user.</summary>
    public static string? NameOf(UserKey owner) => owner.User == Nobody ? null : owner.User.Value;
}
