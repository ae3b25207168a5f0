using ChatMemory.Api.Credentials;
using ChatMemory.Api.Quotas;
using ChatMemory.Api.Telemetry;
using ChatMemory.Extraction;
using ChatMemory.Journals;
using ChatMemory.Memories;
using ChatMemory.Models;
using ChatMemory.Recall;
using ChatMemory.Values;
using HostOptions = ChatMemory.InProcess.HostOptions;
using SessionOptions = ChatMemory.Sessions.SessionOptions;

namespace ChatMemory.Api.Settings;

internal static class SettingsServiceCollectionExtensions
{
    public static IServiceCollection AddSettings(this IServiceCollection services) => services
        .AddSettingsSection<DataOptions>(DataOptions.Section)
        .AddSettingsSection<CredentialOptions>(CredentialOptions.Section)
        .AddSettingsSection<ApiOptions>(ApiOptions.Section)
        .AddSettingsSection<QuotaOptions>(QuotaOptions.Section)
        .AddSettingsSection<JournalOptions>(JournalOptions.Section)
        .AddSettingsSection<ModelOptions>(ModelOptions.Section)
        .AddSettingsSection<RecallOptions>(RecallOptions.Section)
        .AddSettingsSection<MemoryOptions>(MemoryOptions.Section)
        .AddSettingsSection<ExtractionOptions>(ExtractionOptions.Section)
        .AddSettingsSection<SessionOptions>(SessionOptions.Section)
        .AddSettingsSection<ValueOptions>(ValueOptions.Section)
        .AddSettingsSection<HostOptions>(HostOptions.Section)
        .AddSettingsSection<TelemetryOptions>(TelemetryOptions.Section)
        .AddSingleton<StartCheck>()
        .AddHostedService(provider => provider.GetRequiredService<StartCheck>());

    /// <summary>Makes a section known.</summary>
    public static IServiceCollection AddSettingsSection<TOptions>(this IServiceCollection services, string path) =>
        services.AddSingleton(new SettingsSection(path, typeof(TOptions)));
}
