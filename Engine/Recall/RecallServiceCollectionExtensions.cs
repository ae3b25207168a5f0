using Microsoft.Extensions.DependencyInjection;

namespace ChatMemory.Recall;

/// <summary>Registers recall.</summary>
public static class RecallServiceCollectionExtensions
{
    /// <summary>Adds <see cref="RecallOptions"/>, read from <see cref="RecallOptions.Section"/> and checked at start. Each user's writer makes its own <see cref="RecallIndex"/> of them.</summary>
    public static IServiceCollection AddRecall(this IServiceCollection services)
    {
        services.AddOptions<RecallOptions>()
            .BindConfiguration(RecallOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddHostedService<RecallWarmUp>();
        return services;
    }
}
