using ChatMemory.Support.StandIn;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.Embeddings;

public sealed class BatchedEmbeddingGeneratorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_WhileARequestRuns_GoTogetherInTheNext()
    {
        var inner = new GatedGenerator(isOpen: false);
        using var generator = new BatchedEmbeddingGenerator(inner, new() { EmbeddingConcurrency = 1 });

        var first = generator.GenerateVectorAsync("first", cancellationToken: Cancellation);
        await inner.Asked;
        var others = Enumerable.Range(0, 50).Select(n => generator.GenerateVectorAsync($"text {n % 40}", cancellationToken: Cancellation)).ToList();
        inner.Open();
        await first;
        var vectors = await Task.WhenAll(others);

        Assert.Equal([1, 40], inner.Requests.Select(request => request.Count));
        Assert.Equal(StandInEmbeddings.VectorOf("text 9"), vectors[49].ToArray());
    }

    [Fact]
    public async Task LongLists_AreSplitByCountAndByTokens()
    {
        var inner = new GatedGenerator();
        using var generator = new BatchedEmbeddingGenerator(inner, new() { EmbeddingBatch = 4, EmbeddingBatchTokens = 30 });
        string[] texts = [.. Enumerable.Range(0, 10).Select(n => $"t{n}"), .. Enumerable.Range(0, 3).Select(n => $"{n} " + string.Concat(Enumerable.Repeat("word ", 19)))];

        var embeddings = await generator.GenerateAsync(texts, cancellationToken: Cancellation);

        Assert.Equal(texts.Select(text => StandInEmbeddings.VectorOf(text)), embeddings.Select(embedding => embedding.Vector.ToArray()));
        Assert.All(inner.Requests, request => Assert.True(request.Count <= 4 && (request.Count == 1 || request.Sum(text => TokenEstimate.Of(text)) <= 30)));
    }

    [Fact]
    public async Task Refusal_OfOneCallsText_SpoilsNoOtherCall()
    {
        var inner = new GatedGenerator(isOpen: false) { Refused = "bad" };
        using var generator = new BatchedEmbeddingGenerator(inner, new() { EmbeddingConcurrency = 1 });

        var first = generator.GenerateVectorAsync("first", cancellationToken: Cancellation);
        var good = generator.GenerateVectorAsync("good", cancellationToken: Cancellation);
        var bad = generator.GenerateAsync(["bad", "with it"], cancellationToken: Cancellation);
        inner.Open();

        Assert.Equal(StandInEmbeddings.VectorOf("first"), (await first).ToArray());
        Assert.Equal(StandInEmbeddings.VectorOf("good"), (await good).ToArray());
        await Assert.ThrowsAsync<ModelException>(() => bad);
    }

    [Fact]
    public async Task Queue_ThatIsFull_RefusesWithItsName()
    {
        var inner = new GatedGenerator(isOpen: false);
        using var generator = new BatchedEmbeddingGenerator(inner, new() { EmbeddingQueue = 2 });

        var failure = await Assert.ThrowsAsync<OverloadedException>(() => generator.GenerateAsync(["1", "2", "3"], cancellationToken: Cancellation));

        Assert.Equal("ChatMemory:Models:EmbeddingQueue", failure.Limit);
        Assert.Empty(inner.Requests);
    }

    [Fact]
    public async Task Caller_ThatGivesUp_DoesNotDisturbTheOthers()
    {
        var inner = new GatedGenerator(isOpen: false);
        using var generator = new BatchedEmbeddingGenerator(inner, new() { EmbeddingConcurrency = 1 });
        using var caller = new CancellationTokenSource();

        var impatient = generator.GenerateVectorAsync("first", cancellationToken: caller.Token);
        var patient = generator.GenerateVectorAsync("second", cancellationToken: Cancellation);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        inner.Open();

        Assert.Equal(StandInEmbeddings.VectorOf("second"), (await patient).ToArray());
    }

    [Fact]
    public async Task Generator_AfterAFailure_GoesOn()
    {
        var inner = new GatedGenerator { Refused = "bad" };
        using var generator = new BatchedEmbeddingGenerator(inner, new() { EmbeddingConcurrency = 1 });

        await Assert.ThrowsAsync<ModelException>(() => generator.GenerateVectorAsync("bad", cancellationToken: Cancellation));

        Assert.Equal(StandInEmbeddings.VectorOf("good"), (await generator.GenerateVectorAsync("good", cancellationToken: Cancellation)).ToArray());
    }
}
