using ChatMemory.Cluster.Nodes;
using ChatMemory.Load;
using ChatMemory.Load.Cluster;
using ChatMemory.Load.Commands;
using ChatMemory.Load.Model;
using ChatMemory.Support;

namespace ChatMemory.Cluster.Load;

/// <summary>The load tester against a node, through the Orleans client.</summary>
public sealed class ClusterLoadTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chat-memory-load");
    private PostgresServer? _postgres;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.TryStartAsync();
        Assert.SkipWhen(_postgres is null, $"PostgreSQL is not installed here. Install it, or name its folder of binaries in {PostgresServer.BinariesVariable}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task EveryAnswer_ComesThroughTheClientAsTheModelSentIt()
    {
        var database = await _postgres!.CreateSchemaAsync();
        await using var model = await ScriptedModel.StartAsync(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(2));
        await using var node = await NodeProcess.StartAsync(database, _folder.FullName, $"--OPENAI_BASE_URL={model.Endpoint}", "--OPENAI_API_KEY=stand-in");
        var source = new ClusterTargetSource();
        await using var target = await source.OpenAsync(LoadCommands.Root(source).Parse(["run", "--connection", database]), Token);

        var plan = new LoadPlan { Users = 10, Rate = 20, Duration = TimeSpan.FromSeconds(2), WarmUp = TimeSpan.FromSeconds(1), Tokens = 20 };
        var figures = await new LoadRun(plan, target, TimeProvider.System).RunAsync(Token);

        Assert.Empty(figures.Errors);
        Assert.NotEqual(0, figures.Due);
        Assert.Equal(figures.Due, figures.Completed);
        Assert.Equal(figures.Due, figures.FirstToken.Count);
    }
}
