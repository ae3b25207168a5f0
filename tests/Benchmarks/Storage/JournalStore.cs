using ChatMemory.Journals;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatMemory.Benchmarks.Storage;

/// <summary>The journals as the server has them, on a database of their own.</summary>
internal sealed class JournalStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _folder;

    private JournalStore(ServiceProvider services, string folder)
    {
        _services = services;
        _folder = folder;
    }

    public IJournalStore Journals => _services.GetRequiredService<IJournalStore>();

    /// <summary>Opens it on PostgreSQL, or on SQLite when there is no connection string.</summary>
    public static async Task<JournalStore> OpenAsync(string? connectionString)
    {
        var folder = Directory.CreateTempSubdirectory("chat-memory-benchmark-").FullName;
        var settings = new Dictionary<string, string?> { ["ChatMemory:DataDirectory"] = folder };
        if (connectionString is not null)
        {
            settings["ChatMemory:Journals:Provider"] = nameof(JournalProvider.Postgres);
            settings["ChatMemory:Journals:ConnectionString"] = connectionString;
        }

        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddJournals()
            .BuildServiceProvider();
        var store = new JournalStore(services, folder);
        foreach (var hosted in services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            await hosted.StartingAsync(CancellationToken.None);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
