using System.Security.Cryptography;
using System.Text;
using ChatMemory.Recall.Shared;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>One collection for each embedding space and form of points, so that vectors of two models never meet.</summary>
internal sealed class CollectionNames(string prefix)
{
    /// <summary>The form of a point. Another one is written into another collection.</summary>
    public const int Format = 1;

    private const int LongestModel = 40;

    /// <summary>The name of a space's collection: readable, and unique by a hash of the whole model name.</summary>
    public string Of(EmbeddingSpace space)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(space.Model)).AsSpan(0, 6));
        return $"{prefix}.{Readable(space.Model)}.{hash}.{space.Dimensions}.v{Format}";
    }

    /// <summary>Whether a collection is one of these, of whatever space and form.</summary>
    public bool Owns(string collection) => collection.StartsWith(prefix + ".", StringComparison.Ordinal);

    private static string Readable(string model) =>
        new([.. model.Take(LongestModel).Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')]);
}
