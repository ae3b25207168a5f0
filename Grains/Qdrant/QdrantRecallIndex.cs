using System.Runtime.CompilerServices;
using ChatMemory.Keys;
using ChatMemory.Recall.Shared;
using Google.Protobuf.Collections;
using Grpc.Core;
using Qdrant.Client.Grpc;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>The shared index in Qdrant.</summary>
internal sealed class QdrantRecallIndex : ISharedRecallIndex, IDisposable
{
    private readonly QdrantOptions _options;
    private readonly QdrantGrpcClient _client;
    private readonly QdrantChannel _channel;
    private readonly QdrantCollections _collections;
    private readonly ScopedPoints _points;

    public QdrantRecallIndex(QdrantOptions options, TimeProvider time)
    {
        _options = options;
        _channel = QdrantChannel.ForAddress(options.Url!, new() { ApiKey = options.ApiKey, CertificateThumbprint = options.CertificateThumbprint });
        _client = new(_channel);
        var calls = new QdrantCalls(options, time);
        _collections = new(_client.Collections, _client.Points, calls, options);
        _points = new(_client.Points, calls, options.Oversampling);
    }

    public Task PutAsync(SharedOwner owner, IReadOnlyList<SharedPoint> points, CancellationToken cancellationToken = default) =>
        InMadeAsync(owner.Space, collection => _points.UpsertAsync(collection, UserScope.Of(owner), points, cancellationToken), cancellationToken);

    public Task RemoveAsync(SharedOwner owner, IReadOnlyList<MemoryId> memories, CancellationToken cancellationToken = default) =>
        DeleteAsync(_collections.NameOf(owner.Space), UserScope.Of(owner).Where(memories), cancellationToken);

    public async Task PruneAsync(SharedOwner owner, CancellationToken cancellationToken = default)
    {
        var (scope, current) = (UserScope.OfAllEpochs(owner.User), _collections.NameOf(owner.Space));
        foreach (var collection in await _collections.ListAsync(cancellationToken))
            await DeleteAsync(collection, collection == current ? scope.ExceptEpoch(owner.Epoch) : scope.Everything, cancellationToken);
    }

    public async Task EraseAsync(UserKey user, CancellationToken cancellationToken = default)
    {
        foreach (var collection in await _collections.ListAsync(cancellationToken))
            await DeleteAsync(collection, UserScope.OfAllEpochs(user).Everything, cancellationToken);
    }

    public async Task<IReadOnlyList<SharedHit>> SearchAsync(SharedOwner owner, SharedQuestion question, CancellationToken cancellationToken = default)
    {
        var filter = FilterTranslation.Of(UserScope.Of(owner), question.Filter);
        if (filter.IsNothing)
            return [];
        var limit = filter.IsExact ? question.Limit : question.Limit * _options.Overfetch;
        try
        {
            var found = await _points.QueryAsync(_collections.NameOf(owner.Space), filter.Filter, question, (ulong)limit, cancellationToken);
            return [.. found.Result.Select(hit => new SharedHit(MemoryOf(hit.Payload), hit.Score))];
        }
        catch (QdrantException exception) when (exception.Status == StatusCode.NotFound)
        {
            return [];
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<SharedStamp>> StampsAsync(
        SharedOwner owner, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (everything, from) = (UserScope.Of(owner).Everything, default(PointId));
        do
        {
            var collection = await _collections.MadeAsync(owner.Space, cancellationToken);
            var page = await InMadeAsync(collection, () => _points.ScrollAsync(collection, everything, from, cancellationToken));
            yield return [.. page.Result.Select(point => StampOf(point.Payload))];
            from = page.NextPageOffset;
        }
        while (from is not null);
    }

    /// <summary>Drops every collection that is ours.</summary>
    public async Task DropAsync(CancellationToken cancellationToken)
    {
        foreach (var collection in await _collections.ListAsync(cancellationToken))
            await _collections.DropAsync(collection, cancellationToken);
    }

    public void Dispose()
    {
        _client.Dispose();
        _channel.Dispose();
    }

    private static MemoryId MemoryOf(MapField<string, Value> payload) => MemoryId.Parse(payload[PointFields.Memory].StringValue);

    private static SharedStamp StampOf(MapField<string, Value> payload) =>
        new(MemoryOf(payload), (int)payload[PointFields.Version].IntegerValue, payload[PointFields.Changed].IntegerValue);

    private async Task InMadeAsync(EmbeddingSpace space, Func<string, Task> call, CancellationToken cancellationToken)
    {
        var collection = await _collections.MadeAsync(space, cancellationToken);
        await InMadeAsync(collection, async () =>
        {
            await call(collection);
            return true;
        });
    }

    // A collection that was dropped is made again with the next try.
    private async Task<T> InMadeAsync<T>(string collection, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (QdrantException exception) when (exception.Status == StatusCode.NotFound)
        {
            _collections.Forget(collection);
            throw new ChatMemoryException("A collection in Qdrant was dropped.", isTransient: true);
        }
    }

    private async Task DeleteAsync(string collection, UserScope.ScopedFilter which, CancellationToken cancellationToken)
    {
        await _collections.RestingAsync(collection, cancellationToken);
        try
        {
            await _points.DeleteAsync(collection, which, cancellationToken);
        }
        catch (QdrantException exception) when (exception.Status == StatusCode.NotFound)
        {
            // With its collection the points are gone too.
        }
    }
}
