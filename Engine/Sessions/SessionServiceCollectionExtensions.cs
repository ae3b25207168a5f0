using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatMemory.Sessions;

/// <summary>Registers what sessions need of their own.</summary>
public static class SessionServiceCollectionExtensions
{
    /// <summary>Adds <see cref="SessionOptions"/>, <see cref="SessionDirectory"/> and <see cref="PlainRelay"/>. The host makes the sessions.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddOptions<SessionOptions>()
            .BindConfiguration(SessionOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .Validate(options => options.Deadline <= options.MaxDeadline, "Sessions:Deadline is longer than Sessions:MaxDeadline.")
            .ValidateOnStart();
        services.TryAddSingleton<SessionDirectory>();
        services.TryAddSingleton<PlainRelay>();
        return services;
    }
}
