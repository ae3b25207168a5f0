using Microsoft.Extensions.AI;

namespace ChatMemory.Models.Embeddings;

/// <summary>
/// Keeps the embeddings of any generator by content. A call with options of its own (another model, other dimensions) goes past the
/// cache, so that one cache always holds one model's vectors.
/// </summary>
internal sealed class CachedEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> inner, long maxBytes)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    private readonly EmbeddingCache _cache = new(maxBytes);

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options is not null)
            return await InnerGenerator.GenerateAsync(values, options, cancellationToken);

        var texts = values as IReadOnlyList<string> ?? [.. values];
        var keys = texts.Select(EmbeddingCache.KeyOf).ToArray();
        var found = new Dictionary<UInt128, float[]>();
        var missing = Missing(texts, keys, found);
        var generated = missing.Count == 0 ? null : await GenerateAsync(missing, found, cancellationToken);
        return new(keys.Select(key => new Embedding<float>(found[key]))) { Usage = generated?.Usage };
    }

    /// <summary>Forgets everything, as after an erasure. What is being made meanwhile is not kept.</summary>
    public void Clear() => _cache.Clear();

    /// <summary>Forgets some texts, as after their deletion. What is being made meanwhile is not kept.</summary>
    public void Forget(IEnumerable<string> texts) => _cache.Remove(texts.Select(EmbeddingCache.KeyOf));

    private List<(UInt128 Key, string Text)> Missing(IReadOnlyList<string> texts, UInt128[] keys, Dictionary<UInt128, float[]> found)
    {
        var missing = new List<(UInt128, string)>();
        var asked = new HashSet<UInt128>();
        for (var place = 0; place < texts.Count; place++)
        {
            if (!asked.Add(keys[place]))
                continue;
            if (_cache.Find(keys[place]) is { } vector)
                found[keys[place]] = vector;
            else
                missing.Add((keys[place], texts[place]));
        }

        return missing;
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        List<(UInt128 Key, string Text)> missing, Dictionary<UInt128, float[]> found, CancellationToken cancellationToken)
    {
        var began = _cache.Forgets;
        var generated = await InnerGenerator.GenerateAsync(missing.Select(one => one.Text).ToList(), options: null, cancellationToken);
        for (var place = 0; place < missing.Count; place++)
        {
            var vector = generated[place].Vector.ToArray();
            found[missing[place].Key] = vector;
            _cache.Add(missing[place].Key, vector, began);
        }

        return generated;
    }
}
