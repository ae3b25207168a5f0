using ChatMemory.Models.Embeddings;
using ChatMemory.Models.Observed;
using ChatMemory.Models.Offline;
using ChatMemory.Models.OpenAICompatible;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatMemory.Models;

/// <summary>Registers the models.</summary>
public static class ModelServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IChatClient"/>, <see cref="IEmbeddingModels"/> (batched and cached; also as <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>) and
    /// <see cref="ModelsInUse"/> after <see cref="ModelOptions"/>. What is registered already stays.
    /// </summary>
    public static IServiceCollection AddModels(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IConfigureOptions<ModelOptions>, ModelEnvironment>();
        services.AddSingleton<IValidateOptions<ModelOptions>, ModelOptionsValidator>();
        services.AddOptions<ModelOptions>()
            .BindConfiguration(ModelOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(provider => ModelChoice.Of(Settings(provider)));
        services.TryAddSingleton(provider => new ModelServer(Settings(provider), provider.GetRequiredService<ModelChoice>().Server!));
        services.TryAddSingleton<IChatClient>(provider => new ObservedChatClient(ChatClient(provider), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(ConfiguredModels);
        services.TryAddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(
            provider => new CurrentEmbeddingGenerator(provider.GetRequiredService<ConfiguredEmbeddingModels>()));
        services.AddEmbeddingModels();
        services.TryAddTransient(InUse);
        return services;
    }

    /// <summary>Registers <see cref="IEmbeddingModels"/>: those of the settings, or the one generator that the host brings.</summary>
    internal static IServiceCollection AddEmbeddingModels(this IServiceCollection services)
    {
        services.TryAddSingleton(EmbeddingModels);
        return services;
    }

    private static IEmbeddingModels EmbeddingModels(IServiceProvider provider) =>
        provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>() is var registered && registered is CurrentEmbeddingGenerator own
            ? own.Models
            : new FixedEmbeddingModel(registered);

    private static IChatClient ChatClient(IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        var choice = provider.GetRequiredService<ModelChoice>();
        return choice.HasServer
            ? new OpenAIChatClient(provider.GetRequiredService<ModelServer>(), choice, Settings(provider), time, provider.GetRequiredService<ILogger<OpenAIChatClient>>())
            : new OfflineChatClient(Settings(provider).OfflinePace, time);
    }

    private static ConfiguredEmbeddingModels ConfiguredModels(IServiceProvider provider) => new(
        settings => new(EmbeddingGenerator(provider, settings)),
        Settings(provider),
        provider.GetRequiredService<IOptionsFactory<ModelOptions>>(),
        provider.GetRequiredService<IConfiguration>(),
        provider.GetRequiredService<ILogger<ConfiguredEmbeddingModels>>());

    private static IEmbeddingGenerator<string, Embedding<float>> EmbeddingGenerator(IServiceProvider provider, ModelOptions settings)
    {
        if (ModelChoice.Of(settings).EmbeddingModel is not { } model)
            return new HashedEmbeddingGenerator();

        var observed = new ObservedEmbeddingGenerator(RemoteEmbeddings(provider, model, settings), provider.GetRequiredService<TimeProvider>());
        var batched = new BatchedEmbeddingGenerator(observed, settings);
        return settings.EmbeddingCacheBytes > 0 ? new CachedEmbeddingGenerator(batched, settings.EmbeddingCacheBytes) : batched;
    }

    private static OpenAIEmbeddingGenerator RemoteEmbeddings(IServiceProvider provider, string model, ModelOptions settings) => new(
        provider.GetRequiredService<ModelServer>(),
        model,
        settings,
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<OpenAIEmbeddingGenerator>>());

    // What was registered is asked, not what was configured: a host may bring models of its own.
    private static ModelsInUse InUse(IServiceProvider provider)
    {
        var choice = provider.GetRequiredService<ModelChoice>();
        var chat = provider.GetRequiredService<IChatClient>();
        var embedding = provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
        return new(
            chat.GetService<ChatClientMetadata>()?.DefaultModelId ?? "unnamed",
            chat.GetService<OfflineChatClient>() is not null,
            embedding.GetService<EmbeddingGeneratorMetadata>()?.DefaultModelId ?? "unnamed",
            embedding.GetService<HashedEmbeddingGenerator>() is not null,
            choice.Server?.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));
    }

    private static ModelOptions Settings(IServiceProvider provider) => provider.GetRequiredService<IOptions<ModelOptions>>().Value;
}
