using System.Security.Cryptography;

namespace ChatMemory.Sessions;

/// <summary>Tells whether two calls with one idempotency key gave the same input, without keeping the text twice.</summary>
internal static class InputFingerprint
{
    private const int Bytes = 16;

    public static string Of(IReadOnlyList<ChatItem> items) =>
        Convert.ToBase64String(SHA256.HashData(SessionJson.Encode(items)).AsSpan(0, Bytes));
}
