using ChatMemory.Api.Settings;

namespace ChatMemory.Api.ConsolePage;

internal static class ConsolePageServiceCollectionExtensions
{
    public static IServiceCollection AddConsolePage(this IServiceCollection services)
    {
        services.AddOptions<ConsolePageOptions>().BindConfiguration(ConsolePageOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true);
        return services.AddSettingsSection<ConsolePageOptions>(ConsolePageOptions.Section);
    }
}
