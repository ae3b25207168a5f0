using ChatMemory.Recall.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChatMemory.Cluster.Qdrant;

public sealed class QdrantOptionsTests
{
    [Fact]
    public async Task WithoutUrl_ThereIsNoSharedIndex()
    {
        await using var services = Services();

        Assert.Null(services.GetService<SharedIndex>());
    }

    [Fact]
    public async Task Url_AloneSwitchesItOn()
    {
        await using var services = Services(("Url", "http://localhost:6334"));

        Assert.Equal(20_000, services.GetRequiredService<SharedIndex>().Options.AnswerFrom);
    }

    [Theory]
    [InlineData("Url", "localhost:6334")]
    [InlineData("Url", "ftp://localhost:6334")]
    [InlineData("Url", "http://localhost:6334/path")]
    [InlineData("ApiKey", "")]
    [InlineData("CertificateThumbprint", "abc")]
    [InlineData("CollectionPrefix", "no spaces")]
    [InlineData("Timeout", "00:00:00")]
    [InlineData("Tries", "0")]
    [InlineData("Users:AnswerFrom", "0")]
    public async Task AWrongSetting_IsNamed(string setting, string value)
    {
        await using var services = Services((setting, value));

        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<QdrantOptions>>().Value);
        Assert.Contains(setting.Split(':')[^1], failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownSetting_IsRefused()
    {
        await using var services = Services(("Adress", "http://localhost:6334"));

        Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IOptions<QdrantOptions>>().Value);
    }

    private static ServiceProvider Services(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"{QdrantOptions.Section}:{setting.Name}", (string?)setting.Value))).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System)
            .AddQdrant(configuration).BuildServiceProvider();
    }
}
