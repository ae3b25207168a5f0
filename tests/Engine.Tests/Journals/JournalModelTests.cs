using System.Globalization;
using ChatMemory.Keys;
using ChatMemory.Support;
using FsCheck;
using FsCheck.Fluent;
using static ChatMemory.Journals.JournalWords;

namespace ChatMemory.Journals;

/// <summary>Random operations do to a database what they do to the journals in memory, reopened between any two or not.</summary>
public abstract class JournalModelTests : IAsyncDisposable
{
    private static readonly JournalKey[] Keys = [Memory(), Session("a"), Session("b"), Memory("bob"), Value("a"), Value("b")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Bench.DisposeAsync();
    }

    protected abstract JournalBench Bench { get; }

    [Fact]
    public async Task Operations_InAnyOrder_DoWhatTheModelDoes()
    {
        var store = await Bench.OpenAsync();
        foreach (var steps in Samples(count: 8, seed: 4711))
        {
            var pair = new Pair(store, new(Bench.Time));
            foreach (var step in steps)
            {
                Bench.Time.Advance(TimeSpan.FromMilliseconds(step.Number));
                if (step.Kind == 0)
                    pair.Store = await Bench.ReopenAsync(pair.Store);
                else
                    await pair.DoAsync(step, $"of [{string.Join("; ", steps)}]");
            }

            store = pair.Store;
            foreach (var key in Keys)
                await store.DeleteAsync(key, Cancellation);
        }
    }

    private static List<Step>[] Samples(int count, ulong seed)
    {
        var step =
            from kind in Gen.Choose(0, 17)
            from key in Gen.Choose(0, Keys.Length - 1)
            from number in Gen.Choose(1, 4)
            from stale in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
            select new Step(kind, key, number, stale);
        return Gen.Sample(Gen.ListOf(step, 50), 50, new Rnd(seed), count);
    }

    private sealed record Step(int Kind, int Key, int Number, bool Stale);

    private sealed class Pair(SqlJournalStore store, InMemoryJournalStore model)
    {
        private readonly JournalHead?[] _storeHeads = new JournalHead?[Keys.Length];
        private readonly JournalHead?[] _modelHeads = new JournalHead?[Keys.Length];

        public SqlJournalStore Store { get; set; } = store;

        public async Task DoAsync(Step step, string history)
        {
            var actual = await DoAsync(Store, _storeHeads, step);
            var expected = await DoAsync(model, _modelHeads, step);
            Assert.True(expected == actual, $"{step} {history}: expected {expected}, was {actual}");
        }

        private static async Task<string> DoAsync(IJournalStore store, JournalHead?[] heads, Step step)
        {
            var key = Keys[step.Key];
            if (!step.Stale || heads[step.Key] is null)
                heads[step.Key] = await store.OpenAsync(key, Cancellation);
            var head = heads[step.Key]!;
            return step.Kind switch
            {
                1 => $"{await store.DeleteAsync(key, Cancellation)}",
                2 or 3 => Told(await store.AppendAsync(head, [.. Enumerable.Range(0, step.Number).Select(i => $"{head.Sequence}+{i}")])),
                4 => Told(await store.AppendAsync(head.After("skipped") with { Skip = step.Number, OpenWork = step.Number > 2 }, Cancellation)),
                5 => Told(await store.AppendAsync(head.After("redacted").Redacting(step.Number, new('r', step.Number * 9)), Cancellation)),
                6 => Told(await store.AppendAsync(head.After().Redacting(step.Number), Cancellation)),
                7 => await SnapshotAsync(store, head, step.Number),
                8 when key.Value is null => await VectorsAsync(store, head, step),
                9 => Told(await store.AppendAsync(head.After("forget") with { ForgetVectors = [MemoryNumber(step.Number)] }, Cancellation)),
                10 => await ListAsync(store, step.Number),
                11 => Told(await store.AppendAsync(head.After("trimmed") with { TrimTo = head.Sequence + 1 - step.Number, ExpiresAt = head.UpdatedAt.AddMilliseconds(step.Number) }, Cancellation)),
                12 => $"{await store.DeleteAsync(head, Cancellation)}",
                14 => Told(await store.AppendAsync(head.After("counted") with { Tally = new(step.Number, Day(step.Number % 2), head.Sequence) }, Cancellation)),
                15 => $"{await store.SumTalliesAsync(User().Tenant, Day(step.Number % 2), Cancellation)} {(await store.FindAsync(key, Cancellation))?.Tally}",
                13 => await ValuesAsync(store, head, step.Number),
                _ => string.Join(',', await store.TextsAsync(head, after: step.Number - 1)),
            };
        }

        private static DateOnly Day(int number) => new(2026, 1, 1 + number);

        private static string Told(JournalAppendResult result) => result.Appended ? $"{result.Sequence}" : "refused";

        private static async Task<string> SnapshotAsync(IJournalStore store, JournalHead head, int number)
        {
            var state = new JournalSnapshot(Math.Max(0, head.Sequence - number + 2), "f", Text(new string('s', number)));
            await store.WriteSnapshotAsync(head.Key, head.Epoch, state, Cancellation);
            var read = await store.ReadSnapshotAsync(head.Key, head.Epoch, Cancellation);
            return $"{read?.Sequence}/{read?.Payload.Length}";
        }

        private static async Task<string> VectorsAsync(IJournalStore store, JournalHead head, Step step)
        {
            StoredVector[] vectors = [new(MemoryNumber(step.Number), (int)head.Sequence % 3, new float[] { head.Sequence, step.Number })];
            await store.WriteVectorsAsync(head.Key.Owner, head.Epoch, "m", vectors, Cancellation);
            return string.Join(',', (await store.VectorsAsync(head)).OrderBy(vector => vector.Memory.Value)
                .Select(vector => $"{vector.Memory.Value}:{vector.Version}:{string.Join('|', vector.Values.ToArray())}"));
        }

        private static async Task<string> ListAsync(IJournalStore store, int limit)
        {
            var sessions = await store.ListSessionsAsync(User(), limit, cursor: null, Cancellation);
            var users = await store.ListUsersAsync(User().Tenant, limit, after: null, Cancellation);
            var open = await store.ListOpenWorkAsync(null, limit, 0, Cancellation);
            return $"{Named(sessions.Heads)} {sessions.Next is null} {string.Join(',', users)} {Named(open)}";
        }

        private static async Task<string> ValuesAsync(IJournalStore store, JournalHead head, int number)
        {
            var range = new ValueRange(User().Tenant, NamespaceId.Parse("n"), head.UpdatedAt.AddMilliseconds(number), number, number == 3 ? "a" : "");
            var listed = await store.ListValuesAsync(range, Cancellation);
            var after = listed.Count > 0 ? await store.ListValuesAsync(range with { After = listed[0].Key.Value!.Value.Name }, Cancellation) : [];
            var expired = await store.ListExpiredAsync(range.Now, 100, Cancellation);
            return $"{Named(listed)} {Named(after)} {string.Join(',', expired.Select(it => it.Key).Select(key => $"{key}").Order(StringComparer.Ordinal))}";
        }

        private static string Named(IEnumerable<JournalHead> heads) => string.Join(',', heads.Select(head => string.Create(
            CultureInfo.InvariantCulture, $"{head.Key}@{head.Sequence}/{head.OpenWork}/{head.CreatedAt.UtcTicks}/{head.UpdatedAt.UtcTicks}/{head.ExpiresAt?.UtcTicks}")));
    }
}

public sealed class SqliteJournalModelTests : JournalModelTests
{
    protected override JournalBench Bench { get; } = new SqliteBench();
}

public sealed class PostgresJournalModelTests(PostgresFixture postgres) : JournalModelTests
{
    protected override JournalBench Bench { get; } = new PostgresBench(postgres);
}
