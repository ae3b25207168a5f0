using System.Runtime.CompilerServices;
using System.Text.Json;
using ChatMemory.Cluster.Qdrant.StandIn;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall.Shared;
using ChatMemory.Sessions;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>What goes over the wire, word for word. After an intended change run once with <c>UPDATE_EXPECTED=1</c> and read the difference.</summary>
public sealed class QdrantRequestTests : IAsyncLifetime
{
    private static readonly MemoryId First = new(new Guid(1, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0]));

    private QdrantStandIn _server = null!;
    private QdrantRecallIndex _index = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static SharedOwner Owner => Given.Owner("ann");

    private static Memory Tea => Given.Memory("Likes green tea.", First) with
    {
        Kind = MemoryKind.Preference,
        Scope = new("helper", null, "run-1"),
        Provenance = new("rules", ChatRole.User, SessionId.Parse("s-1"), new ExchangeId(First.Value)),
        Categories = ["Food"],
        Metadata = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            ["project"] = Given.Json("\"atlas\""),
            ["priority"] = Given.Json("2"),
        },
        ExpiresAt = Given.Start.AddYears(1),
    };

    public async ValueTask InitializeAsync()
    {
        _server = await QdrantStandIn.StartAsync();
        _index = new(new() { Url = _server.Url }, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _index.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Write_MakesTheCollectionAndThePoint()
    {
        await _index.PutAsync(Owner, [Given.Point(Tea, 0.5f, 0.25f, 1)], Cancel);

        AssertExpected("write");
    }

    [Fact]
    public async Task Search_AsksByMeaningAndWords_WithinTheUserInEveryStage()
    {
        var filter = new MemoryFilter.All(
        [
            new MemoryFilter.HasScope(ScopeField.Agent, ["helper", "other"]),
            new MemoryFilter.Not(new MemoryFilter.HasTime(TimeField.ExpiresAt, Comparison.Lte, Given.Start)),
            new MemoryFilter.HasMetadata("priority", Comparison.Gte, Given.Json("2")),
        ]);

        await _index.SearchAsync(Owner, Given.Question("Which tea?", limit: 5, filter: filter), Cancel);

        AssertExpected("search");
    }

    [Fact]
    public async Task Search_WithoutWords_AsksByMeaningAlone()
    {
        await _index.SearchAsync(Owner, Given.Question(limit: 5), Cancel);

        AssertExpected("search-by-meaning");
    }

    [Fact]
    public async Task RemovingComparingPruningAndErasing_NameTheUserEachTime()
    {
        await _index.PutAsync(Owner, [Given.Point(Tea)], Cancel);
        var before = _server.Requests.Count;

        await _index.RemoveAsync(Owner, [First], Cancel);
        await foreach (var _ in _index.StampsAsync(Owner, Cancel))
        {
            // Only the request counts here.
        }

        await _index.PruneAsync(Owner, Cancel);
        await _index.EraseAsync(Owner.User, Cancel);

        AssertExpected("remove", before);
    }

    private void AssertExpected(string name, int from = 0, [CallerFilePath] string here = "")
    {
        var actual = string.Join('\n', _server.Requests.Skip(from).Select(request => $"# {request.Method}\n{RequestText.Of(request.Request)}\n"));
        if (Environment.GetEnvironmentVariable("UPDATE_EXPECTED") is "1")
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(here)!, "Expected", name + ".txt"), actual);
        else
            Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Qdrant", "Expected", name + ".txt")), actual);
    }
}
