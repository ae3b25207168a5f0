using System.Security.Cryptography;
using System.Text;
using ChatMemory.Keys;

namespace ChatMemory.Api.Mem0.Adding;

/// <summary>
/// In which of a user's sessions added messages are kept: those of one run together, so that what was said before helps to understand what is
/// said next; the others each alone.
/// </summary>
internal sealed class AddedSessions(IIdSource ids)
{
    /// <summary>With this the ids of these sessions begin.</summary>
    public const string Prefix = "mem0-";

    public SessionId Of(Addition addition) => SessionId.Parse(
        addition.Scope.Run is { } run ? OfRun(run)
        : addition.IdempotencyKey is { } key ? $"{Prefix}key-{HashOf(key)}"
        : $"{Prefix}{ids.Next():D}");

    /// <summary>The session of a run.</summary>
    public static string OfRun(string run) => $"{Prefix}run-{run}" is { Length: <= KeyText.MaxLength } id ? id : $"{Prefix}run-{HashOf(run)}";

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
