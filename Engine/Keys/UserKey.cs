namespace ChatMemory.Keys;

/// <summary>Addresses one user's memory: the only way to it, so that no call can leave the tenant out.</summary>
/// <param name="Tenant">The tenant the credential named.</param>
/// <param name="User">The user within the tenant.</param>
public readonly record struct UserKey(TenantId Tenant, UserId User)
{
    /// <summary>The key as one string without ambiguity: <c>u/{tenant}/{user}</c>, each part percent-encoded.</summary>
    public override string ToString() => $"u/{Uri.EscapeDataString(Tenant.Value)}/{Uri.EscapeDataString(User.Value)}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not a user key.</exception>
    public static UserKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is ["u", var tenant, var user]
            ? new(TenantId.Parse(Uri.UnescapeDataString(tenant)), UserId.Parse(Uri.UnescapeDataString(user)))
            : throw new FormatException("Not a user key.");
    }
}
