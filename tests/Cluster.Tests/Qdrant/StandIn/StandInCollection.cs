using System.Numerics.Tensors;
using Grpc.Core;
using Qdrant.Client.Grpc;

namespace ChatMemory.Cluster.Qdrant.StandIn;

/// <summary>A collection that filters, scores and fuses exactly, by looking at every point.</summary>
internal sealed class StandInCollection(CreateCollection definition)
{
    // As Qdrant fuses ranks, which it counts from 0.
    private const float RankOffset = 2;

    private readonly SortedDictionary<string, PointStruct> _points = new(StringComparer.Ordinal);

    public HashSet<string> Indexes { get; } = new(StringComparer.Ordinal);

    public int Count => _points.Count;

    public IEnumerable<PointStruct> Points => _points.Values;

    public void Clear() => _points.Clear();

    public void Upsert(UpsertPoints request)
    {
        foreach (var point in request.Points)
        {
            foreach (var (name, vector) in point.Vectors.Vectors_.Vectors)
                Check(name, vector);
            _points[point.Id.Uuid] = point;
        }
    }

    public void Delete(DeletePoints request)
    {
        RequireIndexes(request.Points.Filter);
        foreach (var id in Meant(request.Points.Filter).Select(point => point.Id.Uuid).ToList())
            _points.Remove(id);
    }

    public ScrollResponse Scroll(ScrollPoints request)
    {
        RequireIndexes(request.Filter);
        var from = request.Offset?.Uuid ?? "";
        var found = Meant(request.Filter).Where(point => string.CompareOrdinal(point.Id.Uuid, from) >= 0).Take((int)request.Limit + 1).ToList();
        var response = new ScrollResponse();
        foreach (var point in found.Take((int)request.Limit))
            response.Result.Add(Fill(new RetrievedPoint { Id = point.Id }, read => read.Payload, point, request.WithPayload));
        if (found.Count > (int)request.Limit)
            response.NextPageOffset = found[^1].Id;
        return response;
    }

    public ulong CountOf(CountPoints request) => (ulong)Meant(request.Filter).Count();

    public QueryResponse Query(QueryPoints request)
    {
        RequireIndexes(request.Filter);
        var ranked = request.Query.VariantCase switch
        {
            global::Qdrant.Client.Grpc.Query.VariantOneofCase.Nearest => Nearest(request.Query, request.Using, request.Filter, request.Limit),
            global::Qdrant.Client.Grpc.Query.VariantOneofCase.Fusion when request.Query.Fusion == Fusion.Rrf =>
                Fused([.. request.Prefetch.Select(stage => Nearest(stage.Query, stage.Using, stage.Filter, stage.Limit))], request.Filter, request.Limit),
            var other => throw new RpcException(new(StatusCode.Unimplemented, $"The stand-in knows no query {other}.")),
        };
        var response = new QueryResponse();
        foreach (var (point, score) in ranked)
            response.Result.Add(Fill(new ScoredPoint { Id = point.Id, Score = score }, hit => hit.Payload, point, request.WithPayload));
        return response;
    }

    private static T Fill<T>(T result, Func<T, IDictionary<string, Value>> payloadOf, PointStruct point, WithPayloadSelector? selector)
    {
        foreach (var (field, value) in point.Payload)
        {
            if (selector?.Include?.Fields.Contains(field) == true || selector?.Enable == true)
                payloadOf(result)[field] = value;
        }

        return result;
    }

    private static float Dot(SparseVector left, Dictionary<uint, float> right)
    {
        var sum = 0f;
        for (var i = 0; i < left.Indices.Count; i++)
            sum += right.TryGetValue(left.Indices[i], out var weight) ? left.Values[i] * weight : 0;
        return sum;
    }

    private List<(PointStruct Point, float Score)> Nearest(Query query, string vector, Filter? filter, ulong limit)
    {
        var scored = query.Nearest.VariantCase == VectorInput.VariantOneofCase.Dense
            ? Dense([.. query.Nearest.Dense.Data], vector, filter)
            : Sparse(query.Nearest.Sparse, vector, filter);
        return [.. scored.OrderByDescending(one => one.Score).ThenBy(one => one.Point.Id.Uuid, StringComparer.Ordinal).Take((int)limit)];
    }

    private IEnumerable<(PointStruct Point, float Score)> Dense(float[] query, string vector, Filter? filter)
    {
        RequireDimensions(vector, query.Length);
        return Meant(filter).Where(point => point.Vectors.Vectors_.Vectors.ContainsKey(vector))
            .Select(point => (point, TensorPrimitives.CosineSimilarity(query, point.Vectors.Vectors_.Vectors[vector].Dense.Data.ToArray())));
    }

    private IEnumerable<(PointStruct Point, float Score)> Sparse(SparseVector query, string vector, Filter? filter)
    {
        var weights = query.Indices.Zip(query.Values).ToDictionary(term => term.First, term => term.Second * Rarity(term.First, vector));
        return Meant(filter).Where(point => point.Vectors.Vectors_.Vectors.ContainsKey(vector))
            .Select(point => (point, Dot(point.Vectors.Vectors_.Vectors[vector].Sparse, weights))).Where(one => one.Item2 > 0);
    }

    private float Rarity(uint term, string vector)
    {
        if (definition.SparseVectorsConfig.Map[vector].Modifier != Modifier.Idf)
            return 1;
        var having = Points.Count(point =>
            point.Vectors.Vectors_.Vectors.TryGetValue(vector, out var terms) && terms.Sparse.Indices.Contains(term));
        return MathF.Log(1 + ((Count - having + 0.5f) / (having + 0.5f)));
    }

    private static IEnumerable<(PointStruct Point, float Score)> Fused(
        IReadOnlyList<List<(PointStruct Point, float Score)>> stages, Filter? filter, ulong limit) =>
        stages.SelectMany(stage => stage.Select((one, rank) => (one.Point, Score: 1 / (rank + RankOffset))))
            .GroupBy(one => one.Point)
            .Select(group => (Point: group.Key, Score: group.Sum(one => one.Score)))
            .Where(one => FilterCheck.Admits(filter, one.Point.Id.Uuid, one.Point.Payload))
            .OrderByDescending(one => one.Score).ThenBy(one => one.Point.Id.Uuid, StringComparer.Ordinal).Take((int)limit);

    private IEnumerable<PointStruct> Meant(Filter? filter) =>
        Points.Where(point => FilterCheck.Admits(filter, point.Id.Uuid, point.Payload));

    private void Check(string name, Vector vector)
    {
        if (vector.Dense is { } dense)
            RequireDimensions(name, dense.Data.Count);
        else if (!definition.SparseVectorsConfig.Map.ContainsKey(name))
            throw new RpcException(new(StatusCode.InvalidArgument, "Not existing vector name"));
    }

    private void RequireDimensions(string vector, int dimensions)
    {
        if (!definition.VectorsConfig.ParamsMap.Map.TryGetValue(vector, out var expected) || (int)expected.Size != dimensions)
            throw new RpcException(new(StatusCode.InvalidArgument, "Wrong input: Vector dimension error"));
    }

    // A server in strict mode refuses filters on fields without an index.
    private void RequireIndexes(Filter? filter)
    {
        foreach (var field in FilterCheck.FieldsOf(filter).Where(field => !Indexes.Contains(field)))
            throw new RpcException(new(StatusCode.InvalidArgument, $"Index required but not found for \"{field}\""));
    }
}
