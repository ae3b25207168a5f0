using ChatMemory.Api.Credentials;
using ChatMemory.Journals;
using ChatMemory.Models;

namespace ChatMemory.Api.Settings;

internal static class SettingsServices
{
    public static IServiceCollection AddSettings(this IServiceCollection services) => services
        .AddSettingsSection<DataOptions>(DataOptions.Section)
        .AddSettingsSection<CredentialOptions>(CredentialOptions.Section)
        .AddSettingsSection<ApiOptions>(ApiOptions.Section)
        .AddSettingsSection<JournalOptions>(JournalOptions.Section)
        .AddSettingsSection<ModelOptions>(ModelOptions.Section)
        .AddHostedService<StartCheck>();

    /// <summary>Makes a section known.</summary>
    public static IServiceCollection AddSettingsSection<TOptions>(this IServiceCollection services, string path) =>
        services.AddSingleton(new SettingsSection(path, typeof(TOptions)));
}
