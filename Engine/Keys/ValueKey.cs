namespace ChatMemory.Keys;

/// <summary>Addresses one stored value. Tenant and namespace are part of it: a key alone reaches nothing.</summary>
/// <param name="Tenant">The tenant the credential named.</param>
/// <param name="Namespace">The namespace within the tenant.</param>
/// <param name="Name">The key within the namespace.</param>
public readonly record struct ValueKey(TenantId Tenant, NamespaceId Namespace, ValueName Name)
{
    /// <summary>The key as one string without ambiguity: <c>v/{tenant}/{namespace}/{key}</c>, each part percent-encoded.</summary>
    public override string ToString() =>
        $"v/{Uri.EscapeDataString(Tenant.Value)}/{Uri.EscapeDataString(Namespace.Value)}/{Uri.EscapeDataString(Name.Value)}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not a value's key.</exception>
    public static ValueKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is ["v", var tenant, var space, var name]
            ? new(
                TenantId.Parse(Uri.UnescapeDataString(tenant)),
                NamespaceId.Parse(Uri.UnescapeDataString(space)),
                ValueName.Parse(Uri.UnescapeDataString(name)))
            : throw new FormatException("Not a value's key.");
    }
}
