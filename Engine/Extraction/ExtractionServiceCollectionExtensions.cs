using ChatMemory.Extraction.Model;
using ChatMemory.Extraction.Pool;
using ChatMemory.Extraction.Rules;
using ChatMemory.Journals;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatMemory.Extraction;

/// <summary>Adds extraction to a host.</summary>
public static class ExtractionServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IExtractionQueue"/>, <see cref="IExtractor"/> and the background pool. They need <see cref="IChatMemoryHost"/>,
    /// <see cref="IJournalStore"/> and, to extract by a model, <see cref="IChatClient"/>.
    /// </summary>
    /// <param name="services">Where to add them.</param>
    /// <param name="hasLanguageModel">
    /// Whether the <see cref="IChatClient"/> is a language model and not the offline responder: what
    /// <see cref="ExtractorChoice.Auto"/> goes by. Null means that there is none.
    /// </param>
    /// <param name="sweeps">
    /// Whether the pool itself looks for open work that nobody offered. A host of several processes does that once for all of them,
    /// because a session offered in two would be extracted in both.
    /// </param>
    public static IServiceCollection AddExtraction(
        this IServiceCollection services, Func<IServiceProvider, bool>? hasLanguageModel = null, bool sweeps = true)
    {
        services.AddOptions<ExtractionOptions>()
            .BindConfiguration(ExtractionOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ExtractionQueue>();
        services.TryAddSingleton<IExtractionQueue>(provider => provider.GetRequiredService<ExtractionQueue>());
        services.TryAddSingleton(provider => Choose(provider, hasLanguageModel?.Invoke(provider) ?? false));
        services.TryAddSingleton(provider => new RuleWarmUp(UsesRules(provider, hasLanguageModel?.Invoke(provider) ?? false)));
        services.AddHostedService(provider => provider.GetRequiredService<RuleWarmUp>());
        services.AddSingleton<IHostedService>(provider => Pool(provider, sweeps));
        return services;
    }

    private static IExtractor Choose(IServiceProvider provider, bool hasLanguageModel)
    {
        var options = provider.GetRequiredService<IOptions<ExtractionOptions>>();
        return options.Value.Extractor switch
        {
            ExtractorChoice.Off => new NoExtractor(),
            _ when UsesRules(provider, hasLanguageModel) => new RuleExtractor(),
            _ => new ModelExtractor(provider.GetRequiredService<IChatClient>(), options),
        };
    }

    private static bool UsesRules(IServiceProvider provider, bool hasLanguageModel) =>
        provider.GetRequiredService<IOptions<ExtractionOptions>>().Value.Extractor switch
        {
            ExtractorChoice.Rules => true,
            ExtractorChoice.Auto => !hasLanguageModel,
            _ => false,
        };

    private static ExtractionPool Pool(IServiceProvider provider, bool sweeps) => new(
        provider.GetRequiredService<IChatMemoryHost>(),
        sweeps ? provider.GetRequiredService<IJournalStore>() : null,
        provider.GetRequiredService<IExtractor>(),
        provider.GetRequiredService<ExtractionQueue>(),
        provider.GetRequiredService<IOptions<ExtractionOptions>>(),
        provider.GetRequiredService<TimeProvider>(),
        new Random(),
        provider.GetRequiredService<ILogger<ExtractionPool>>());
}
