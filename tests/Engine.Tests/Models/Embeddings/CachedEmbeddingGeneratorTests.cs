using ChatMemory.Support.StandIn;

namespace ChatMemory.Models.Embeddings;

public sealed class CachedEmbeddingGeneratorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Text_AskedAgain_IsNotGeneratedAgain()
    {
        var inner = new GatedGenerator();
        using var generator = new CachedEmbeddingGenerator(inner, maxBytes: 1_000_000);

        await generator.GenerateAsync(["a", "b", "a"], cancellationToken: Cancellation);
        var again = await generator.GenerateAsync(["c", "b", "a"], cancellationToken: Cancellation);

        Assert.Equal([["a", "b"], ["c"]], inner.Requests);
        Assert.Equal(new[] { "c", "b", "a" }.Select(text => StandInEmbeddings.VectorOf(text)), again.Select(embedding => embedding.Vector.ToArray()));
    }

    [Fact]
    public async Task Call_WithOptionsOfItsOwn_GoesPast()
    {
        var inner = new GatedGenerator();
        using var generator = new CachedEmbeddingGenerator(inner, maxBytes: 1_000_000);

        await generator.GenerateAsync(["a"], new() { ModelId = "other" }, Cancellation);
        await generator.GenerateAsync(["a"], cancellationToken: Cancellation);

        Assert.Equal(2, inner.Requests.Count);
    }

    [Fact]
    public async Task Cleared_ForgetsEverything()
    {
        var inner = new GatedGenerator();
        using var generator = new CachedEmbeddingGenerator(inner, maxBytes: 1_000_000);
        await generator.GenerateAsync(["a"], cancellationToken: Cancellation);

        generator.Clear();
        await generator.GenerateAsync(["a"], cancellationToken: Cancellation);

        Assert.Equal(2, inner.Requests.Count);
    }

    [Fact]
    public async Task Forgotten_TextsAreGeneratedAgain_AndTheOthersStay()
    {
        var inner = new GatedGenerator();
        using var generator = new CachedEmbeddingGenerator(inner, maxBytes: 1_000_000);
        await generator.GenerateAsync(["a", "b"], cancellationToken: Cancellation);

        generator.Forget(["a"]);
        await generator.GenerateAsync(["a", "b"], cancellationToken: Cancellation);

        Assert.Equal([["a", "b"], ["a"]], inner.Requests);
    }

    [Fact]
    public async Task Vector_ThatIsBeingMadeWhileEverythingIsForgotten_IsNotKept()
    {
        var inner = new GatedGenerator(isOpen: false);
        using var generator = new CachedEmbeddingGenerator(inner, maxBytes: 1_000_000);
        var asked = generator.GenerateAsync(["a"], cancellationToken: Cancellation);

        generator.Clear();
        inner.Open();
        await asked;
        await generator.GenerateAsync(["a"], cancellationToken: Cancellation);

        Assert.Equal(2, inner.Requests.Count);
    }

    [Fact]
    public void Cache_AtItsBound_DropsWhatWasUsedLongestAgo()
    {
        const int size = 100;
        var cache = new EmbeddingCache(maxBytes: 3 * (size * sizeof(float) + 160));
        foreach (var text in new[] { "a", "b", "c" })
            cache.Add(EmbeddingCache.KeyOf(text), new float[size], asOf: 0);
        Assert.NotNull(cache.Find(EmbeddingCache.KeyOf("a")));

        cache.Add(EmbeddingCache.KeyOf("d"), new float[size], asOf: 0);

        Assert.Null(cache.Find(EmbeddingCache.KeyOf("b")));
        Assert.All(["a", "c", "d"], text => Assert.NotNull(cache.Find(EmbeddingCache.KeyOf(text))));
    }

    [Fact]
    public void Cache_UnderManyTexts_StaysWithinItsBytes()
    {
        var cache = new EmbeddingCache(maxBytes: 100_000);
        for (var n = 0; n < 10_000; n++)
        {
            cache.Add(EmbeddingCache.KeyOf($"{n}"), new float[1 + (n % 300)], asOf: 0);
            Assert.InRange(cache.Bytes, 0, 100_000);
        }

        cache.Add(EmbeddingCache.KeyOf("huge"), new float[100_000], asOf: 0);
        Assert.Null(cache.Find(EmbeddingCache.KeyOf("huge")));
    }
}
