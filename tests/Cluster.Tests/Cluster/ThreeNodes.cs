using ChatMemory.Cluster;
using ChatMemory.Cluster.Sessions;
using ChatMemory.InProcess;
using ChatMemory.Journals;
using ChatMemory.Support;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

[assembly: AssemblyFixture(typeof(ThreeNodes))]

namespace ChatMemory.Cluster;

/// <summary>Three silos and a client that the tests share; every test has its own <see cref="World"/> in them.</summary>
public sealed class ThreeNodes : IAsyncLifetime
{
    private readonly InProcessTestCluster _cluster = Build();
    private readonly JournalBench _journals = new();

    public IClusterClient Client => _cluster.Client;

    /// <summary>The journals of the tests: PostgreSQL where it is installed, else in memory.</summary>
    public IJournalStore Journals => _journals.Store;

    public IServiceProvider Services => _cluster.GetSiloServiceProvider();

    public async ValueTask InitializeAsync()
    {
        await _journals.OpenAsync();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _journals.DisposeAsync();
    }

    private static InProcessTestCluster Build()
    {
        var builder = new InProcessTestClusterBuilder(3);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IChatSessionFactory, WorldSessions>();
            silo.Services.AddSingleton<IUserMemoryFactory, WorldUsers>();
            silo.Services.AddSingleton<IStoredValueFactory, WorldValues>();
            silo.Services.AddSingleton<IJournalStore>(new InMemoryJournalStore(TimeProvider.System));
            silo.UseInMemoryReminderService().AddMemoryGrainStorage("PubSubStore").AddChatMemory();
        });
        builder.ConfigureClient(client => client.AddChatMemory());
        return builder.Build();
    }
}
