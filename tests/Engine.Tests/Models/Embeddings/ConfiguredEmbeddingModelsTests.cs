using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatMemory.Models.Embeddings;

public sealed class ConfiguredEmbeddingModelsTests : IDisposable
{
    private readonly IConfigurationRoot _configuration = new ConfigurationBuilder().AddInMemoryCollection(
    [
        new("OPENAI_BASE_URL", "http://127.0.0.1:9/v1"), new("ChatMemory:Models:Embedding", "bge-m3"),
    ]).Build();

    private readonly ServiceProvider _provider;

    public ConfiguredEmbeddingModelsTests() =>
        _provider = new ServiceCollection().AddSingleton<IConfiguration>(_configuration).AddLogging().AddModels().BuildServiceProvider();

    private IEmbeddingModels Models => _provider.GetRequiredService<IEmbeddingModels>();

    public void Dispose() => _provider.Dispose();

    [Fact]
    public void ChangeOfTheSettings_WhileServing_IsTheCurrentModelAtOnce()
    {
        var before = Models.Current;

        Change("ChatMemory:Models:Embedding", "library/nomic:latest");
        Change("ChatMemory:Models:Dimensions", "256");

        Assert.Equal(("openai/bge-m3/", "openai/library/nomic:latest:256/256"), (before.Name, Models.Current.Name));
        Assert.Equal("library/nomic:latest:256", _provider.GetRequiredService<ModelsInUse>().Embedding);
        var generator = _provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
        Assert.Equal(256, generator.GetService<EmbeddingGeneratorMetadata>()?.DefaultModelDimensions);
        Assert.Same(before, Models.Find("openai/bge-m3/"));
    }

    [Fact]
    public void ChangeToOffline_AndBack_Works()
    {
        var before = Models.Current;

        Change("ChatMemory:Models:Embedding", "offline");
        Assert.True(Models.Current.IsOffline);
        Change("ChatMemory:Models:Embedding", "bge-m3");

        Assert.Same(before, Models.Current);
    }

    [Theory]
    [InlineData("ChatMemory:Models:Dimensions", "3")]
    [InlineData("ChatMemory:Models:Dimensions", "many")]
    [InlineData("ChatMemory:Models:Embeddings", "x")]
    public void ChangeThatCannotBeUsed_LeavesTheModel(string key, string value)
    {
        var before = Models.Current;

        Change(key, value);

        Assert.Same(before, Models.Current);
    }

    [Theory]
    [InlineData("openai/text-embedding-3-small/")]
    [InlineData("openai/library/nomic:latest:256/256")]
    public void Model_OfANameThatVectorsWereStoredUnder_IsFound(string name) => Assert.Equal(name, Models.Find(name)?.Name);

    [Theory]
    [InlineData("")]
    [InlineData("openai/")]
    [InlineData("openai//")]
    [InlineData("other/model/")]
    [InlineData("openai/nomic/256")]
    public void Model_OfANameThatThisServerCannotAsk_IsNotFound(string name) => Assert.Null(Models.Find(name));

    private void Change(string key, string value)
    {
        _ = Models;
        _configuration[key] = value;
        _configuration.Reload();
    }
}
