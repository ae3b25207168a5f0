using ChatMemory.Support;
using ChatMemory.Support.StandIn;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

public sealed class OpenAIEmbeddingGeneratorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Embeddings_InWhateverFormat_ComeInTheOrderOfTheirTexts(bool base64)
    {
        await using var rig = await ModelRig.StartAsync();
        var texts = new[] { "one", "zwei", "三" };
        rig.Model.ThenEmbed(StandInEmbeddings.Of([.. texts.Select(text => StandInEmbeddings.VectorOf(text))], base64));

        var embeddings = await rig.Embeddings().GenerateAsync(texts, cancellationToken: Cancellation);

        Assert.Equal(texts.Select(text => StandInEmbeddings.VectorOf(text)), embeddings.Select(embedding => embedding.Vector.ToArray()));
        Assert.Equal(3, embeddings.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task Dimensions_AreAskedFor_AndNameTheVectors()
    {
        await using var rig = await ModelRig.StartAsync(new() { Dimensions = 24 });
        var generator = rig.Embeddings();

        var vector = await generator.GenerateVectorAsync("one", cancellationToken: Cancellation);

        Assert.Equal(24, vector.Length);
        Assert.Equal(24, rig.Model.Requests[0].Body.GetProperty("dimensions").GetInt32());
        var metadata = generator.GetService<EmbeddingGeneratorMetadata>()!;
        Assert.Equal(("openai", "embedder:24", 24), (metadata.ProviderName, metadata.DefaultModelId, metadata.DefaultModelDimensions));
        Assert.Equal("embedder", rig.Model.Requests[0].Body.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Dimensions_ThatChange_AreRefused()
    {
        await using var rig = await ModelRig.StartAsync();
        var generator = rig.Embeddings();
        await generator.GenerateAsync(["one"], cancellationToken: Cancellation);
        rig.Model.ThenEmbed(StandInEmbeddings.Of([StandInEmbeddings.VectorOf("two", 99)]));

        var failure = await Assert.ThrowsAsync<ModelException>(() => generator.GenerateAsync(["two"], cancellationToken: Cancellation));

        Assert.Equal((ModelErrors.Garbled, false), (failure.Code, failure.IsTransient));
        Assert.Contains("ChatMemory:Models:Dimensions", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"data":[{"index":0,"embedding":[1,2]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,2]},{"index":0,"embedding":[1,2]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,2]},{"index":7,"embedding":[1,2]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,2]},{"index":1,"embedding":[1,2,3]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,2]},{"index":1,"embedding":[]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,2]},{"index":1,"embedding":"AAA"}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,2]},{"index":1,"embedding":"AADAfwAAwH8="}]}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("{")]
    public async Task Answer_ThatIsNotOneVectorForEachText_IsGarbled(string body)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.ThenEmbed(ModelReply.Raw("application/json", body));

        var failure = await Assert.ThrowsAsync<ModelException>(() => rig.Embeddings().GenerateAsync(["one", "two"], cancellationToken: Cancellation));

        Assert.Equal(ModelErrors.Garbled, failure.Code);
    }

    [Fact]
    public async Task Model_ThatIsBusy_IsAskedAgain()
    {
        var time = new SkippingTime(ModelRig.Now);
        await using var rig = await ModelRig.StartAsync(time: time);
        rig.Model.ThenEmbed(ModelReply.Refusing(429, "3")).ThenEmbed(ModelReply.Refusing(500));

        Assert.Single(await rig.Embeddings().GenerateAsync(["one"], cancellationToken: Cancellation));

        Assert.Equal([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1)], time.Waits);
    }

    [Fact]
    public async Task Model_ThatDoesNotAnswer_IsStalled()
    {
        var time = new ManualTime();
        await using var rig = await ModelRig.StartAsync(time: time);
        rig.Model.ThenEmbed(ModelReply.Saying().WithHeadersAfter(new TaskCompletionSource().Task));

        var asking = rig.Embeddings().GenerateAsync(["one"], cancellationToken: Cancellation);
        await rig.Model.ReceivedAsync(1).WaitAsync(Cancellation);
        time.Advance(rig.Settings.EmbeddingTimeout);

        Assert.Equal(ModelErrors.Stalled, (await Assert.ThrowsAsync<ModelException>(() => asking)).Code);
    }

    [Fact]
    public async Task Nothing_IsNotAskedFor()
    {
        await using var rig = await ModelRig.StartAsync();

        Assert.Empty(await rig.Embeddings().GenerateAsync([], cancellationToken: Cancellation));

        Assert.Empty(rig.Model.Requests);
    }
}
