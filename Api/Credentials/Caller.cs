using ChatMemory.Keys;

namespace ChatMemory.Api.Credentials;

/// <summary>Who calls, as the credential says.</summary>
/// <param name="Tenant">The tenant: the only place it ever comes from.</param>
/// <param name="User">The one user that a user token is bound to; null for an API key, which may name any user of its tenant.</param>
/// <param name="Permissions">What the credential allows.</param>
/// <param name="Issuer">Which configured key stands behind the credential.</param>
internal sealed record Caller(TenantId Tenant, UserId? User, Permissions Permissions, string Issuer)
{
    /// <summary>Whoever reaches a server without configured keys, which listens on loopback only.</summary>
    public static Caller Anyone { get; } = new(
        TenantId.Default, User: null, Permissions.Chat | Permissions.Read | Permissions.Write | Permissions.Admin, Issuer: "");

    public bool May(Permissions permission) => Permissions.HasFlag(permission);

    /// <summary>Whether a user's things are this caller's to see.</summary>
    public bool Speaks(UserId user) => User is not { } bound || bound == user;

    /// <summary>The caller of a request; the pipeline has authenticated it before an endpoint runs.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult<Caller?>(Of(context));

    public static Caller Of(HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("The endpoint does not ask for a credential.");
}
