using ChatMemory.Models;
using Microsoft.Extensions.DependencyInjection;

namespace ChatMemory.Memories;

/// <summary>Registers what memories need.</summary>
public static class MemoryServiceCollectionExtensions
{
    /// <summary>Adds <see cref="MemoryOptions"/>, checked at start, and the embedding models. The host makes the <see cref="UserMemoryActor"/> of each user.</summary>
    public static IServiceCollection AddMemories(this IServiceCollection services)
    {
        services.AddOptions<MemoryOptions>()
            .BindConfiguration(MemoryOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services.AddEmbeddingModels();
    }
}
