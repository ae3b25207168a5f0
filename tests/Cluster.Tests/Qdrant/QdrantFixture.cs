using ChatMemory.Cluster.Qdrant.StandIn;
using ChatMemory.Recall.Shared;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>A shared index on a real server when <c>QDRANT_URL</c> (and <c>QDRANT_API_KEY</c>) is set, else on the stand-in. Collections of its own.</summary>
public sealed class QdrantFixture : IAsyncLifetime
{
    private QdrantStandIn? _standIn;
    private QdrantRecallIndex? _index;

    public ISharedRecallIndex Index => _index!;

    public async ValueTask InitializeAsync()
    {
        var real = Environment.GetEnvironmentVariable("QDRANT_URL");
        if (string.IsNullOrEmpty(real))
            _standIn = await QdrantStandIn.StartAsync();
        _index = new(
            new()
            {
                Url = _standIn?.Url ?? new(real!),
                ApiKey = Environment.GetEnvironmentVariable("QDRANT_API_KEY"),
                CollectionPrefix = $"test-{Environment.ProcessId}",
            },
            TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        if (_standIn is null)
            await _index!.DropAsync(CancellationToken.None);
        _index!.Dispose();
        if (_standIn is not null)
            await _standIn.DisposeAsync();
    }
}
