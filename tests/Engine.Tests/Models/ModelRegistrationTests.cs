using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChatMemory.Models;

public sealed class ModelRegistrationTests
{
    [Fact]
    public void NoSettings_MeanOfflineModels()
    {
        using var provider = Provider();

        Assert.Equal(new ModelsInUse("offline-responder", true, "hashed-1", true, null), provider.GetRequiredService<ModelsInUse>());
    }

    [Fact]
    public void Key_MeansOpenAIWithItsEmbeddings()
    {
        using var provider = Provider(("OPENAI_API_KEY", "sk-1"));

        Assert.Equal(
            new ModelsInUse("gpt-4.1-mini", false, "text-embedding-3-small", false, "https://api.openai.com/v1"),
            provider.GetRequiredService<ModelsInUse>());
    }

    [Fact]
    public void Url_MeansItsChatModel_WithOfflineEmbeddings()
    {
        using var provider = Provider(("OPENAI_BASE_URL", "http://127.0.0.1:11434/v1?api-version=1"), ("ChatMemory:Models:Chat", "qwen3"));

        Assert.Equal(new ModelsInUse("qwen3", false, "hashed-1", true, "http://127.0.0.1:11434/v1"), provider.GetRequiredService<ModelsInUse>());
    }

    [Fact]
    public void Url_WithAnEmbeddingModel_UsesIt()
    {
        using var provider = Provider(
            ("OPENAI_BASE_URL", "http://127.0.0.1:11434/v1"), ("ChatMemory:Models:Embedding", "nomic-embed-text"), ("ChatMemory:Models:Dimensions", "256"));

        Assert.Equal(("nomic-embed-text:256", false), (provider.GetRequiredService<ModelsInUse>().Embedding, provider.GetRequiredService<ModelsInUse>().EmbeddingOffline));
    }

    [Fact]
    public void Key_WithOfflineEmbeddings_SendsNoMemoryAway()
    {
        using var provider = Provider(("OPENAI_API_KEY", "sk-1"), ("ChatMemory:Models:Embedding", "offline"));

        Assert.True(provider.GetRequiredService<ModelsInUse>().EmbeddingOffline);
    }

    [Fact]
    public void EntraId_NeedsNoKey()
    {
        using var provider = Provider(
            ("ChatMemory:Models:UseEntraId", "true"), ("ChatMemory:Models:Endpoint", "https://x.openai.azure.com/openai/v1"), ("ChatMemory:Models:Chat", "my-deployment"));

        Assert.Equal(
            new ModelsInUse("my-deployment", false, "hashed-1", true, "https://x.openai.azure.com/openai/v1"),
            provider.GetRequiredService<ModelsInUse>());
    }

    [Fact]
    public void Section_WinsOverTheEnvironment()
    {
        using var provider = Provider(
            ("OPENAI_API_KEY", "sk-1"), ("OPENAI_BASE_URL", "http://one/v1"), ("ChatMemory:Models:Endpoint", "http://two/v1"), ("ChatMemory:Models:ApiKey", "sk-2"));

        var options = provider.GetRequiredService<IOptions<ModelOptions>>().Value;

        Assert.Equal(("http://two/v1", "sk-2"), (options.Endpoint, options.ApiKey));
    }

    [Fact]
    public void EmptyVariables_AreNone()
    {
        using var provider = Provider(("OPENAI_API_KEY", ""), ("OPENAI_BASE_URL", " "));

        Assert.True(provider.GetRequiredService<ModelsInUse>().ChatOffline);
    }

    [Fact]
    public void ModelsOfTheHost_Stay()
    {
        using var own = new NamedChatClient("scripted");
        using var provider = new ServiceCollection().AddSingleton<IConfiguration>(Configuration()).AddLogging().AddSingleton<IChatClient>(own).AddModels().BuildServiceProvider();

        Assert.Same(own, provider.GetRequiredService<IChatClient>());
        Assert.Equal(("scripted", false), (provider.GetRequiredService<ModelsInUse>().Chat, provider.GetRequiredService<ModelsInUse>().ChatOffline));
    }

    [Theory]
    [InlineData("OPENAI_BASE_URL", "localhost:11434", "ChatMemory:Models:Endpoint")]
    [InlineData("OPENAI_BASE_URL", "https://user:sk-1@example.org/v1", "ChatMemory:Models:ApiKey")]
    [InlineData("OPENAI_API_KEY", "sk-1\nsk-2", "ChatMemory:Models:ApiKey")]
    [InlineData("ChatMemory:Models:UseEntraId", "true", "ChatMemory:Models:Endpoint")]
    [InlineData("ChatMemory:Models:Embedding", "nomic", "ChatMemory:Models:Embedding")]
    [InlineData("ChatMemory:Models:MaxRetries", "11", "MaxRetries")]
    [InlineData("ChatMemory:Models:StallTimeout", "00:00:00", "StallTimeout")]
    public void Setting_ThatCannotWork_IsRefusedByName(string key, string value, string expected)
    {
        using var provider = Provider((key, value));

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<ModelOptions>>().Value);

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EntraId_OverPlainHttpOrWithAKey_IsRefusedTwice()
    {
        using var provider = Provider(("ChatMemory:Models:UseEntraId", "true"), ("OPENAI_BASE_URL", "http://x.openai.azure.com/openai/v1"), ("OPENAI_API_KEY", "k"));

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<ModelOptions>>().Value);

        Assert.Equal(2, failure.Failures.Count());
    }

    [Fact]
    public void Setting_ThatDoesNotExist_IsRefused()
    {
        using var provider = Provider(("ChatMemory:Models:ChatModel", "x"));

        var failure = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<IOptions<ModelOptions>>().Value);

        Assert.Contains("ChatModel", failure.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Provider(params (string Key, string Value)[] settings) =>
        new ServiceCollection().AddSingleton<IConfiguration>(Configuration(settings)).AddLogging().AddModels().BuildServiceProvider();

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value))).Build();
}
