using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ChatMemory.Api.Credentials;

/// <summary>An API key: 256 random bits. Because they cannot be guessed, one round of SHA-256 is all that storing them needs.</summary>
internal static class ApiKey
{
    public const string Prefix = "cmk_";

    private const int RandomBytes = 32;

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public static bool IsHash(string text) => text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigit);
}
