using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatMemory.Extraction.Rules;

public sealed class RuleWarmUpTests
{
    [Theory]
    [InlineData(false, ExtractorChoice.Auto, true)]
    [InlineData(true, ExtractorChoice.Auto, false)]
    [InlineData(true, ExtractorChoice.Rules, true)]
    [InlineData(false, ExtractorChoice.Off, false)]
    public async Task Start_ReadsAhead_WhereRulesExtract_WithoutBeingWaitedFor(bool hasLanguageModel, ExtractorChoice choice, bool expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ChatMemory:Extraction:Extractor", $"{choice}")]).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddExtraction(_ => hasLanguageModel);
        await using var provider = services.BuildServiceProvider();
        var warmUp = provider.GetRequiredService<RuleWarmUp>();

        await warmUp.StartedAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, warmUp.Done != Task.CompletedTask);
        await warmUp.Done;
    }
}
