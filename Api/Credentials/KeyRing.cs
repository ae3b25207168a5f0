using System.Security.Cryptography;
using ChatMemory.Keys;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Credentials;

/// <summary>The configured API keys.</summary>
internal sealed class KeyRing(IOptions<CredentialOptions> options)
{
    private readonly Entry[] _keys = [.. options.Value.Keys.Select(Entry.Of)];

    /// <summary>Whether no key is configured: whoever reaches the loopback address may do everything in the default tenant.</summary>
    public bool IsOpen => _keys.Length == 0;

    /// <summary>The tenants that a key opens.</summary>
    public IReadOnlyList<TenantId> Tenants => IsOpen ? [TenantId.Default] : [.. _keys.Select(entry => entry.Holder.Tenant).Distinct()];

    /// <summary>Who holds this key; null when nobody does. Every key is compared, in constant time.</summary>
    public Caller? Find(string key)
    {
        var hash = ApiKey.HashOf(key);
        Caller? found = null;
        foreach (var entry in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(entry.Hash, hash))
                found = entry.Holder;
        }

        return found;
    }

    /// <summary>Whether a key that issued something is still configured for that tenant.</summary>
    public bool StillHolds(string issuer, TenantId tenant) => issuer == Caller.Anyone.Issuer
        ? IsOpen
        : Array.Exists(_keys, entry => entry.Holder.Issuer == issuer && entry.Holder.Tenant == tenant);

    private sealed record Entry(byte[] Hash, Caller Holder)
    {
        // Enough of the hash to tell keys apart, too little to be worth anything.
        private const int IssuerDigits = 16;

        public static Entry Of(KeyOptions key)
        {
            var hash = Convert.FromHexString(key.Hash);
            return new(hash, new(TenantId.Parse(key.Tenant), User: null, key.Permissions, Convert.ToHexStringLower(hash)[..IssuerDigits]));
        }
    }
}
