using ChatMemory.Recall.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>Registers Qdrant.</summary>
public static class QdrantServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="QdrantOptions"/>, checked at start, and with <see cref="QdrantOptions.Url"/> set the <see cref="SharedIndex"/> that users' writers
    /// take. Without it there is none.
    /// </summary>
    public static IServiceCollection AddQdrant(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<QdrantOptions>()
            .BindConfiguration(QdrantOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<QdrantOptions>, QdrantOptionsValidator>();
        if (string.IsNullOrEmpty(configuration[$"{QdrantOptions.Section}:{nameof(QdrantOptions.Url)}"]))
            return services;

        services.AddSingleton<ISharedRecallIndex>(provider =>
            new QdrantRecallIndex(provider.GetRequiredService<IOptions<QdrantOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SharedIndex(
            provider.GetRequiredService<ISharedRecallIndex>(), provider.GetRequiredService<IOptions<QdrantOptions>>().Value.Users));
        return services;
    }
}
