using ChatMemory.Recall.Shared;
using Qdrant.Client.Grpc;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>The requests about points. Each is made of a scope, so none leaves it.</summary>
internal sealed class ScopedPoints(Points.PointsClient server, QdrantCalls calls, double oversampling)
{
    private const uint PageSize = 1_000;

    public Task UpsertAsync(string collection, UserScope scope, IEnumerable<SharedPoint> points, CancellationToken cancellationToken)
    {
        var request = new UpsertPoints { CollectionName = collection, Wait = true };
        request.Points.AddRange(points.Select(point => PointWriter.Write(scope, point)));
        return calls.RetryAsync(cancel => server.UpsertAsync(request, cancellationToken: cancel), cancellationToken);
    }

    public Task DeleteAsync(string collection, UserScope.ScopedFilter which, CancellationToken cancellationToken)
    {
        var request = new DeletePoints { CollectionName = collection, Wait = true, Points = new() { Filter = which.Message } };
        return calls.RetryAsync(cancel => server.DeleteAsync(request, cancellationToken: cancel), cancellationToken);
    }

    public Task<ScrollResponse> ScrollAsync(string collection, UserScope.ScopedFilter which, PointId? from, CancellationToken cancellationToken)
    {
        var request = new ScrollPoints
        {
            CollectionName = collection,
            Filter = which.Message,
            Limit = PageSize,
            WithPayload = Only(PointFields.Memory, PointFields.Version, PointFields.Changed),
        };
        if (from is not null)
            request.Offset = from;
        return calls.RetryAsync(cancel => server.ScrollAsync(request, cancellationToken: cancel), cancellationToken);
    }

    /// <summary>Searches by meaning and by words, fused by rank; by meaning alone when there are no words.</summary>
    public Task<QueryResponse> QueryAsync(
        string collection, UserScope.ScopedFilter which, SharedQuestion question, ulong limit, CancellationToken cancellationToken)
    {
        var meaning = new Query { Nearest = new() { Dense = PointWriter.Dense(question.Vector) } };
        var request = new QueryPoints { CollectionName = collection, Filter = which.Message, Limit = limit, WithPayload = Only(PointFields.Memory) };
        if (question.Terms.All.Count == 0)
        {
            (request.Query, request.Using, request.Params) = (meaning, PointFields.Dense, Compared());
        }
        else
        {
            var words = new Query { Nearest = new() { Sparse = PointWriter.Sparse(question.Terms) } };
            request.Query = new() { Fusion = Fusion.Rrf };
            request.Prefetch.Add(new PrefetchQuery
            {
                Query = meaning,
                Using = PointFields.Dense,
                Params = Compared(),
                Filter = which.Message,
                Limit = limit,
            });
            request.Prefetch.Add(new PrefetchQuery { Query = words, Using = PointFields.Sparse, Filter = which.Message, Limit = limit });
        }

        return QdrantCalls.OnceAsync(cancel => server.QueryAsync(request, cancellationToken: cancel), cancellationToken);
    }

    private SearchParams Compared() => new() { Quantization = new() { Rescore = true, Oversampling = oversampling } };

    private static WithPayloadSelector Only(params IEnumerable<string> fields) => new() { Include = new() { Fields = { fields } } };
}
