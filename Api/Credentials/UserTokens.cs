using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using ChatMemory.Keys;
using ChatMemory.Serialization;
using Microsoft.AspNetCore.DataProtection;

namespace ChatMemory.Api.Credentials;

/// <summary>Issues and reads user tokens: encrypted and signed by Data Protection, nothing is stored. Removing the key that issued one revokes it.</summary>
internal sealed class UserTokens(IDataProtectionProvider protection, KeyRing keys, TimeProvider time)
{
    public const string Prefix = "cmt_";

    private const int MaxLength = 8_192;

    private readonly IDataProtector _protector = protection.CreateProtector("ChatMemory.UserToken.v1");

    public string Issue(Caller issuer, UserId user, Permissions permissions, DateTimeOffset expiresAt)
    {
        var content = new Content(issuer.Tenant, user, permissions, expiresAt, issuer.Issuer);
        return Prefix + Base64Url.EncodeToString(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(content, EngineJson.Options)));
    }

    /// <summary>Who holds this token; null when it is not ours, has expired, or its issuer is gone.</summary>
    public Caller? Read(string token)
    {
        if (token.Length > MaxLength || Open(token[Prefix.Length..]) is not { } content)
            return null;
        return content.ExpiresAt > time.GetUtcNow() && keys.StillHolds(content.Issuer, content.Tenant)
            ? new(content.Tenant, content.User, content.Permissions, content.Issuer)
            : null;
    }

    private Content? Open(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Content>(_protector.Unprotect(Base64Url.DecodeFromChars(text)), EngineJson.Options);
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException or JsonException)
        {
            return null;
        }
    }

    private sealed record Content(TenantId Tenant, UserId User, Permissions Permissions, DateTimeOffset ExpiresAt, string Issuer);
}
