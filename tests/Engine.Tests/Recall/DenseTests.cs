using System.Numerics.Tensors;
using ChatMemory.Recall.Dense;
using ChatMemory.Recall.Ranking;

namespace ChatMemory.Recall;

public sealed class DenseTests
{
    private const int Rows = 3_000;
    private const int Best = 10;

    [Theory]
    [InlineData(1)]
    [InlineData(48)]
    [InlineData(384)]
    [InlineData(1_536)]
    public void Scan_ThenExactCosine_FindsWhatExactFloatsFind(int dimensions)
    {
        var random = new Random(dimensions);
        var store = new VectorStore();
        var vectors = Enumerable.Range(0, Rows).Select(_ => RandomVector(random, dimensions)).ToList();
        foreach (var (slot, vector) in vectors.Index())
            store.Add(slot, vector);

        var found = 0;
        var asked = 0;
        for (var i = 0; i < 20; i++)
        {
            var question = RandomVector(random, dimensions);
            var prepared = new PreparedVector(question);
            var top = new TopSlots(100, (_, _) => true);
            Assert.True(store.ToView().Scan(prepared, top, CancellationToken.None));
            var ours = top.Slots.OrderByDescending(slot => store.ToView().Cosine(slot, prepared)).Take(Best).Select(slot => TensorPrimitives.CosineSimilarity<float>(vectors[slot], question));
            var exact = vectors.Select(vector => TensorPrimitives.CosineSimilarity<float>(vector, question)).OrderDescending().Take(Best).ToList();
            found += ours.Count(cosine => cosine >= exact[^1] - 1e-4f);
            asked += Best;
        }

        Assert.True(found >= 0.99 * asked, $"seed {dimensions}: {found} of {asked}");
    }

    [Fact]
    public void Cosine_OfAStoredVector_IsExactToFourDigits()
    {
        var random = new Random(3);
        var store = new VectorStore();
        for (var i = 0; i < 100; i++)
        {
            var (vector, question) = (RandomVector(random, 1_536), RandomVector(random, 1_536));
            var row = store.Add(i, vector);
            Assert.Equal(TensorPrimitives.CosineSimilarity<float>(vector, question), store.ToView().Cosine(row, new(question)), 1e-4f);
        }
    }

    [Fact]
    public void DotProduct_OnEveryPath_IsTheSame()
    {
        var random = new Random(5);
        var row = new byte[1_536];
        var query = new sbyte[1_536];
        random.NextBytes(row);
        for (var i = 0; i < query.Length; i++)
            query[i] = (sbyte)random.Next(-128, 128);

        var expected = row.Zip(query, (a, b) => a * b).Sum();

        Assert.Equal(expected, DotProduct.Of(row, query));
        Assert.Equal(expected, DotProduct.Portable(ref row[0], ref query[0], row.Length));
        if (System.Runtime.Intrinsics.X86.Avx2.IsSupported)
            Assert.Equal(expected, DotProduct.Widening(ref row[0], ref query[0], row.Length));
    }

    [Fact]
    public void Store_OfAVectorWithoutDirection_IsNearNothing()
    {
        var store = new VectorStore();
        var row = store.Add(0, new float[8]);

        Assert.Equal(0, store.ToView().Cosine(row, new(new float[] { 1, 0, 0, 0, 0, 0, 0, 0 })));
        Assert.Equal(0, new PreparedVector(new float[8]).Step);
    }

    private static float[] RandomVector(Random random, int dimensions) =>
        [.. Enumerable.Range(0, dimensions).Select(_ => (float)((random.NextDouble() + random.NextDouble() + random.NextDouble()) - 1.5))];
}
