using ChatMemory.Journals.Postgres;
using ChatMemory.Journals.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ChatMemory.Journals;

/// <summary>Registers the journals.</summary>
public static class JournalServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IJournalStore"/> on the database that <see cref="JournalOptions"/> names. The schema is created or
    /// upgraded before any hosted service starts.
    /// </summary>
    public static IServiceCollection AddJournals(this IServiceCollection services)
    {
        services.AddOptions<DataOptions>().BindConfiguration(DataOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<JournalOptions>().BindConfiguration(JournalOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JournalOptions>, JournalOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<JournalCounters>();
        services.TryAddSingleton(Database);
        services.TryAddSingleton<SqlJournalStore>();
        services.TryAddSingleton<IJournalStore>(provider => provider.GetRequiredService<SqlJournalStore>());
        services.AddHostedService<JournalStartup>();
        return services;
    }

    private static IJournalDatabase Database(IServiceProvider services) =>
        services.GetRequiredService<IOptions<JournalOptions>>().Value.Provider == JournalProvider.Postgres
            ? ActivatorUtilities.CreateInstance<PostgresDatabase>(services)
            : ActivatorUtilities.CreateInstance<SqliteDatabase>(services);
}
