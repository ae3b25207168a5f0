using System.Collections.Concurrent;
using ChatMemory.Recall.Shared;
using Grpc.Core;
using Qdrant.Client.Grpc;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>Makes the collections with their payload indexes when they are first written to.</summary>
internal sealed class QdrantCollections(Collections.CollectionsClient server, Points.PointsClient points, QdrantCalls calls, QdrantOptions options)
{
    private const ulong GraphWithinUser = 16;

    private readonly CollectionNames _names = new(options.CollectionPrefix);
    private readonly ConcurrentDictionary<string, Task> _made = new(StringComparer.Ordinal);

    public string NameOf(EmbeddingSpace space) => _names.Of(space);

    /// <summary>All that are ours.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var all = await calls.RetryAsync(cancel => server.ListAsync(new(), cancellationToken: cancel), cancellationToken);
        return [.. all.Collections.Select(collection => collection.Name).Where(_names.Owns)];
    }

    /// <summary>Waits until a collection is there; the first one who asks makes it for all.</summary>
    public async Task<string> MadeAsync(EmbeddingSpace space, CancellationToken cancellationToken)
    {
        var name = NameOf(space);
        var making = _made.GetOrAdd(name, _ => MakeAsync(name, space.Dimensions));
        try
        {
            await making.WaitAsync(cancellationToken);
            return name;
        }
        catch (ChatMemoryException)
        {
            _made.TryRemove(KeyValuePair.Create(name, making));
            throw;
        }
    }

    /// <summary>Waits for a collection that is being made here: as long as an index is missing, its points cannot be asked for by it.</summary>
    public async Task RestingAsync(string name, CancellationToken cancellationToken)
    {
        if (!_made.TryGetValue(name, out var making))
            return;
        try
        {
            await making.WaitAsync(cancellationToken);
        }
        catch (ChatMemoryException)
        {
            // Who had it made is told.
        }
    }

    public Task DropAsync(string name, CancellationToken cancellationToken) =>
        calls.RetryAsync(cancel => server.DeleteAsync(new() { CollectionName = name }, cancellationToken: cancel), cancellationToken);

    /// <summary>Says that a collection was found missing.</summary>
    public void Forget(string name) => _made.TryRemove(name, out _);

    // Not the caller's to cancel: others wait for it as well.
    private async Task MakeAsync(string name, int dimensions)
    {
        var found = await calls.RetryAsync(cancel => server.CollectionExistsAsync(new() { CollectionName = name }, cancellationToken: cancel), default);
        if (!found.Result.Exists)
            await CreateAsync(name, dimensions);
        foreach (var index in PayloadIndexes(name))
            await calls.RetryAsync(cancel => points.CreateFieldIndexAsync(index, cancellationToken: cancel), default);
    }

    private async Task CreateAsync(string name, int dimensions)
    {
        try
        {
            await calls.RetryAsync(cancel => server.CreateAsync(Definition(name, dimensions), cancellationToken: cancel), default);
        }
        catch (QdrantException exception) when (exception.Status is StatusCode.AlreadyExists or StatusCode.InvalidArgument)
        {
            // Another node was faster, which some versions call an invalid argument.
            var found = await calls.RetryAsync(cancel => server.CollectionExistsAsync(new() { CollectionName = name }, cancellationToken: cancel), default);
            if (!found.Result.Exists)
                throw;
        }
    }

    // No graph over all users: one within each is smaller and never leaves the user.
    private CreateCollection Definition(string name, int dimensions) => new()
    {
        CollectionName = name,
        VectorsConfig = new()
        {
            ParamsMap = new() { Map = { [PointFields.Dense] = new() { Size = (ulong)dimensions, Distance = Distance.Cosine, OnDisk = true } } },
        },
        SparseVectorsConfig = new() { Map = { [PointFields.Sparse] = new() { Modifier = Modifier.Idf } } },
        HnswConfig = new() { M = 0, PayloadM = GraphWithinUser },
        QuantizationConfig = new() { Scalar = new() { Type = QuantizationType.Int8, AlwaysRam = true } },
        OnDiskPayload = true,
        ReplicationFactor = (uint)options.Replicas,
        WriteConsistencyFactor = (uint)options.Replicas,
    };

    private static IEnumerable<CreateFieldIndexCollection> PayloadIndexes(string name) =>
    [
        .. PointFields.Tenants.Select(field => Index(name, field, FieldType.Keyword, new() { KeywordIndexParams = new() { IsTenant = true } })),
        .. PointFields.Keywords.Select(field =>
            Index(name, field, FieldType.Keyword, new() { KeywordIndexParams = new() { OnDisk = true, EnableHnsw = false } })),
        .. PointFields.Integers.Select(field => Index(
            name, field, FieldType.Integer, new() { IntegerIndexParams = new() { Lookup = true, Range = true, OnDisk = true, EnableHnsw = false } })),
        .. PointFields.Floats.Select(field =>
            Index(name, field, FieldType.Float, new() { FloatIndexParams = new() { OnDisk = true, EnableHnsw = false } })),
    ];

    private static CreateFieldIndexCollection Index(string name, string field, FieldType type, PayloadIndexParams how) =>
        new() { CollectionName = name, FieldName = field, FieldType = type, FieldIndexParams = how, Wait = true };
}
