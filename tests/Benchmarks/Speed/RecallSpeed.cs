using System.Numerics.Tensors;
using System.Runtime.Intrinsics.X86;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall;

namespace ChatMemory.Benchmarks.Speed;

/// <summary>How long a recall takes on one core, embedding excluded, and how long the index holds its writer up while it grows.</summary>
internal static class RecallSpeed
{
    private const int Dimensions = 1_536;
    private const int Questions = 200;
    private const int Seed = 1;
    private const int Started = 200;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static int Run(int[] counts)
    {
        Console.WriteLine($"{Dimensions} dimensions, {Questions} questions, AVX-VNNI {(AvxVnni.IsSupported ? "yes" : "no")}, seed {Seed}");
        foreach (var count in counts)
            Measure(count);
        return 0;
    }

    private static void Measure(int count)
    {
        var random = new Random(Seed);
        var texts = new ChatTexts(random);
        var index = new RecallIndex(new());
        var rows = new FloatRows(Dimensions);
        double longest = 0, longestOwn = 0;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var pausesBefore = GC.GetTotalPauseDuration();
        for (var i = 0; i < count; i++)
        {
            var memory = MemoryOf(i, texts.Next());
            var vector = Vector(random);
            rows.Add(vector);
            var collections = GC.CollectionCount(0);
            var started = CoreClock.Milliseconds;
            index.Put(memory);
            index.SetVector(memory.Id, memory.Version, vector);
            if (i % 10 == 0)
                index.View();
            var took = CoreClock.Milliseconds - started;
            if (i < Started)
                continue;
            longest = Math.Max(longest, took);
            if (GC.CollectionCount(0) == collections)
                longestOwn = Math.Max(longestOwn, took);
        }

        var pauses = GC.GetTotalPauseDuration() - pausesBefore;
        var held = GC.GetTotalMemory(forceFullCollection: true) - before - ((long)count * Dimensions * sizeof(float));
        var view = index.View();
        var times = Times(Questions, () => (texts.Question(), Vector(random)), question => view.Search(new() { Text = question.Item1 }, question.Item2, Start.AddDays(400), 0, default));
        var dense = Times(Questions, () => (texts.Question(), Vector(random)), question => view.Search(new() { Text = "" }, question.Item2, Start.AddDays(400), 0, default));
        var plain = Times(Questions / 4, () => Vector(random), question => PlainScan(rows, question));
        var writing = WhileWriting(index, texts, random, count);
        Console.WriteLine($"{count,8:N0}  recall p50 {At(times, 50):F2} p99 {At(times, 99):F2} ms | vectors only p50 {At(dense, 50):F2} p99 {At(dense, 99):F2} ms | plain float scan p50 {At(plain, 50):F2} p99 {At(plain, 99):F2} ms");
        Console.WriteLine($"          longest add {longestOwn:F2} ms, {longest:F2} ms where a collection fell into it (all collections {pauses.TotalMilliseconds:F0} ms) | {held / (double)count:F0} bytes a memory | with 10,000 adds a minute p50 {At(writing, 50):F2} p99 {At(writing, 99):F2} ms");
    }

    // One core: the writer adds between questions what would come in meanwhile, 167 a second, and each question asks a new view.
    private static List<double> WhileWriting(RecallIndex index, ChatTexts texts, Random random, int count)
    {
        var next = count;
        var due = 0.0;
        var times = new List<double>();
        for (var i = 0; i < Questions; i++)
        {
            for (due += 10_000 / 60.0 / 50; due >= 1; due--, next++)
            {
                var memory = MemoryOf(next, texts.Next());
                index.Put(memory);
                index.SetVector(memory.Id, memory.Version, Vector(random));
            }

            var (text, vector) = (texts.Question(), Vector(random));
            var started = CoreClock.Milliseconds;
            index.View().Search(new() { Text = text }, vector, Start.AddDays(400), 0, default);
            times.Add(CoreClock.Milliseconds - started);
        }

        times.Sort();
        return times;
    }

    private static List<double> Times<T>(int times, Func<T> question, Action<T> ask)
    {
        for (var i = 0; i < 50; i++)
            ask(question());
        var taken = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var next = question();
            var started = CoreClock.Milliseconds;
            ask(next);
            taken.Add(CoreClock.Milliseconds - started);
        }

        taken.Sort();
        return taken;
    }

    private static void PlainScan(FloatRows rows, float[] question)
    {
        var best = new PriorityQueue<int, float>();
        for (var i = 0; i < rows.Count; i++)
        {
            var cosine = TensorPrimitives.Dot(rows[i], question);
            if (best.Count < 10)
                best.Enqueue(i, cosine);
            else
                best.EnqueueDequeue(i, cosine);
        }
    }

    private static double At(List<double> sorted, int percent) => sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];

    private static float[] Vector(Random random)
    {
        var vector = new float[Dimensions];
        for (var i = 0; i < Dimensions; i++)
            vector[i] = (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
        return vector;
    }

    private static Memory MemoryOf(int number, string text) => new()
    {
        Id = new(new Guid(number + 1, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0])),
        Text = text,
        Kind = MemoryKind.Episode,
        Provenance = new("episode", Sessions.ChatRole.User, SessionId.Parse($"s{number / 20}")),
        Speaker = number % 2 == 0 ? "Ann" : "Ben",
        SaidAt = Start.AddMinutes(5 * number),
        CreatedAt = Start.AddMinutes(5 * number),
        UpdatedAt = Start.AddMinutes(5 * number),
    };
}
