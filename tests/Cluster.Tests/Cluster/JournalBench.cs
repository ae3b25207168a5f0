using ChatMemory.Journals;
using ChatMemory.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatMemory.Cluster;

/// <summary>Journals on a PostgreSQL of the tests' own, or in memory where it is not installed.</summary>
internal sealed class JournalBench : IAsyncDisposable
{
    private PostgresServer? _server;
    private IHost? _host;

    public IJournalStore Store { get; private set; } = null!;

    public async Task OpenAsync()
    {
        _server = await PostgresServer.TryStartAsync();
        if (_server is null)
        {
            Store = new InMemoryJournalStore(TimeProvider.System);
            return;
        }

        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ChatMemory:Journals:Provider"] = "Postgres",
            ["ChatMemory:Journals:ConnectionString"] = await _server.CreateSchemaAsync(),
        });
        builder.Services.AddJournals();
        _host = builder.Build();
        await _host.StartAsync();
        Store = _host.Services.GetRequiredService<IJournalStore>();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable host)
        {
            await _host.StopAsync();
            await host.DisposeAsync();
        }

        if (_server is not null)
            await _server.DisposeAsync();
    }
}
