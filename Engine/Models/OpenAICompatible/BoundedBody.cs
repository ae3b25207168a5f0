using System.Buffers;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Reads a body that is no longer than it may be.</summary>
internal static class BoundedBody
{
    private const int Step = 16 * 1024;

    /// <summary>The body, or null when it is longer.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream? body, int maxBytes, CancellationToken cancellationToken)
    {
        var bytes = new ArrayBufferWriter<byte>(Step);
        while (body is not null && await body.ReadAsync(bytes.GetMemory(Step), cancellationToken) is var read and > 0)
        {
            bytes.Advance(read);
            if (bytes.WrittenCount > maxBytes)
                return null;
        }

        return bytes.WrittenMemory;
    }
}
