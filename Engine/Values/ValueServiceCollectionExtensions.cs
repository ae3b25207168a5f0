using ChatMemory.Values.Collecting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatMemory.Values;

/// <summary>Registers what stored values need of their own.</summary>
public static class ValueServiceCollectionExtensions
{
    /// <summary>Adds <see cref="ValueOptions"/>, <see cref="ValueDirectory"/> and the collection of expired values. The host makes the values' writers.</summary>
    public static IServiceCollection AddValues(this IServiceCollection services)
    {
        services.AddOptions<ValueOptions>()
            .BindConfiguration(ValueOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ValueDirectory>();
        services.TryAddSingleton<ExpiredValues>();
        services.AddHostedService<ExpiredValueSweep>();
        return services;
    }
}
