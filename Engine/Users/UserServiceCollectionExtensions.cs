using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatMemory.Users;

/// <summary>Registers what concerns a whole user, across sessions and memory. Runs over any host.</summary>
public static class UserServiceCollectionExtensions
{
    /// <summary>Adds <see cref="UserErasure"/>, <see cref="UserExport"/>, <see cref="Settlement"/> and <see cref="BatchRecall"/>.</summary>
    public static IServiceCollection AddUsers(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<UserErasure>();
        services.TryAddSingleton<UserExport>();
        services.TryAddSingleton<Settlement>();
        services.TryAddSingleton<BatchRecall>();
        return services;
    }
}
