namespace ChatMemory.Keys;

/// <summary>Addresses one session. The owner is part of it: a session id alone reaches nothing.</summary>
/// <param name="Owner">The user whose session it is.</param>
/// <param name="Session">The session within the user.</param>
public readonly record struct SessionKey(UserKey Owner, SessionId Session)
{
    /// <summary>The key as one string without ambiguity: <c>s/{tenant}/{user}/{session}</c>, each part percent-encoded.</summary>
    public override string ToString() =>
        $"s/{Uri.EscapeDataString(Owner.Tenant.Value)}/{Uri.EscapeDataString(Owner.User.Value)}/{Uri.EscapeDataString(Session.Value)}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not a session key.</exception>
    public static SessionKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is ["s", var tenant, var user, var session]
            ? new(
                new(TenantId.Parse(Uri.UnescapeDataString(tenant)), UserId.Parse(Uri.UnescapeDataString(user))),
                SessionId.Parse(Uri.UnescapeDataString(session)))
            : throw new FormatException("Not a session key.");
    }
}
