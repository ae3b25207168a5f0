using ChatMemory.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatMemory.InProcess;

/// <summary>Registers the one-process host.</summary>
public static class InProcessServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IChatMemoryHost"/> in this process. Needs the journals, the models, the extraction queue and the
    /// options of sessions, memories, recall and values, which other features register.
    /// </summary>
    public static IServiceCollection AddInProcessHost(this IServiceCollection services)
    {
        services.AddOptions<HostOptions>()
            .BindConfiguration(HostOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdSource, TimeOrderedIds>();
        services.TryAddSingleton<IUserMemoryFactory, UserMemoryFactory>();
        services.TryAddSingleton<IStoredValueFactory, StoredValueFactory>();
        services.TryAddSingleton<InProcessHost>();
        services.TryAddSingleton<IChatMemoryHost>(provider => provider.GetRequiredService<InProcessHost>());
        services.AddHostedService<InProcessLifetime>();
        return services;
    }
}
