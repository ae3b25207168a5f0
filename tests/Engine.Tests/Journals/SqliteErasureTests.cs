using System.Globalization;
using System.Runtime.InteropServices;
using ChatMemory.Journals.Sqlite;
using Microsoft.Data.Sqlite;
using static ChatMemory.Journals.JournalWords;

namespace ChatMemory.Journals;

/// <summary>What was erased is not in the files: not in the table, a freed page or the write-ahead log.</summary>
public sealed class SqliteErasureTests : IAsyncDisposable
{
    private readonly SqliteBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Redaction_LeavesNoByte_WhenItIsAcknowledged()
    {
        var store = await _bench.OpenAsync();
        var head = await store.OpenAsync(Memory(), Cancellation);
        await store.AppendAsync(head, "likes marzipan", "likes plums");
        await store.WriteSnapshotAsync(head.Key, head.Epoch, new(2, "f", Text("marzipan, plums")), Cancellation);
        Assert.True(_bench.Holds("marzipan"));

        await store.AppendAsync((head with { Sequence = 2 }).After("forgot one").Redacting(1), Cancellation);

        Assert.False(_bench.Holds("marzipan"));
        Assert.True(_bench.Holds("plums"));
    }

    [Fact]
    public async Task Deletion_LeavesNoByte_WhenItIsAcknowledged()
    {
        var store = await _bench.OpenAsync();
        var head = await store.OpenAsync(Session("s"), Cancellation);
        await store.AppendAsync(head, "likes marzipan", "marzipan" + new string('x', 100_000) + "marzipan");
        await store.WriteSnapshotAsync(head.Key, head.Epoch, new(2, "f", Text("marzipan")), Cancellation);

        await store.DeleteAsync(head.Key, Cancellation);

        Assert.False(_bench.Holds("marzipan"));
    }

    [Fact]
    public async Task Trim_TakesTheRecords_AndADeletionAfterItLeavesNoByte()
    {
        var store = await _bench.OpenAsync();
        var head = await store.OpenAsync(Value("v"), Cancellation);
        await store.AppendAsync(head, "likes marzipan", "marzipan" + new string('x', 100_000) + "marzipan");

        await store.AppendAsync((head with { Sequence = 2 }).After("likes plums") with { TrimTo = 2 }, Cancellation);
        Assert.Equal([(3, "likes plums")], await store.TextsAsync(head));
        Assert.True(await store.DeleteAsync(head with { Sequence = 3 }, Cancellation));

        Assert.False(_bench.Holds("marzipan"));
        Assert.False(_bench.Holds("plums"));
    }

    [Fact]
    public async Task Redaction_WhileAReaderStandsStill_IsAcknowledgedAndScrubbedOnceTheReaderIsGone()
    {
        var store = await _bench.OpenAsync();
        var head = await store.OpenAsync(Memory(), Cancellation);
        await store.AppendAsync(head, "likes marzipan");
        using (OpenSlowReader())
        {
            await store.AppendAsync((head with { Sequence = 1 }).After("forgot it").Redacting(1), Cancellation);
            Assert.Equal("{}", (await store.TextsAsync(head))[0].Text);
        }

        // Closing scrubs what is still due.
        await _bench.ReopenAsync(store);

        Assert.False(_bench.Holds("marzipan"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Erasure_AmidManyJournals_LeavesNoByteOfAny(int seed)
    {
        var random = new Random(seed);
        var store = await _bench.OpenAsync();
        var heads = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.OpenAsync(Session($"s{i}"), Cancellation)));
        var written = await WriteAsync(store, heads, random);

        var gone = new List<string>();
        foreach (var (i, sequence) in written.Where(_ => random.Next(3) == 0).ToList())
        {
            var now = heads[i];
            heads[i] = now with { Sequence = (await store.AppendAsync(now.After("-").Redacting(sequence, new('r', random.Next(80))), Cancellation)).Sequence };
            gone.AddRange(Marks(i, sequence));
        }

        foreach (var i in Enumerable.Range(0, 20).Where(i => i % 3 == 0))
        {
            await store.DeleteAsync(heads[i].Key, Cancellation);
            gone.AddRange(written.Where(place => place.Journal == i).SelectMany(place => Marks(i, place.Sequence)));
        }

        Assert.Equal(0, _bench.Count(gone.Distinct()));
        Assert.NotEqual(0, _bench.Count(written.SelectMany(place => Marks(place.Journal, place.Sequence))));
    }

    [Fact]
    public async Task Vectors_ThatWereForgotten_LeaveNoByte()
    {
        var store = await _bench.OpenAsync();
        var head = await store.OpenAsync(Memory(), Cancellation);
        for (var i = 0; i < 100; i++)
            await store.WriteVectorsAsync(User(), head.Epoch, "m", [new(MemoryNumber(i), 1, Marked($"<vector {i}>", 64 + (i * 16)))], Cancellation);
        var forgotten = Enumerable.Range(0, 100).Where(i => i % 2 == 0).ToList();
        Assert.Equal(50, _bench.Count(forgotten.Select(i => $"<vector {i}>")));

        await store.AppendAsync(head.After("forget") with { ForgetVectors = [.. forgotten.Select(MemoryNumber)] }, Cancellation);

        Assert.Equal(0, _bench.Count(forgotten.Select(i => $"<vector {i}>")));
        Assert.Equal(50, (await store.VectorsAsync(head)).Count);
    }

    [Fact]
    public async Task BlankRows_ThatOutnumberTheOthers_AreCollectedAtTheNextStart()
    {
        var store = await _bench.OpenAsync();
        var kept = await store.OpenAsync(Session("kept"), Cancellation);
        var gone = await store.OpenAsync(Session("gone"), Cancellation);
        await store.AppendAsync(kept, "one", "two");
        await store.AppendAsync(gone, [.. Enumerable.Range(0, (int)SqliteUpgrade.FewestBlanks).Select(i => $"erased {i} {new string('x', 50)}")]);
        await store.DeleteAsync(gone.Key, Cancellation);
        var before = new FileInfo(Path.Combine(_bench.Folder, "journals.db")).Length;

        store = await _bench.ReopenAsync(store);

        Assert.InRange(new FileInfo(Path.Combine(_bench.Folder, "journals.db")).Length, 1, before / 5);
        Assert.Equal([(1, "one"), (2, "two")], await store.TextsAsync(kept));
        Assert.False(_bench.Holds("erased"));
    }

    private static string[] Marks(int journal, long sequence) => [$"<{journal}:{sequence}|", $"|{journal}:{sequence}>"];

    private static async Task<List<(int Journal, long Sequence)>> WriteAsync(SqlJournalStore store, JournalHead[] heads, Random random)
    {
        int[] sizes = [5, 50, 200, 900, 3_000, 9_000];
        var written = new List<(int, long)>();
        for (var n = 0; n < 1_500; n++)
        {
            var i = random.Next(heads.Length);
            var marks = Marks(i, heads[i].Sequence + 1);
            var text = marks[0] + new string('x', sizes[random.Next(sizes.Length)]) + marks[1];
            var result = await store.AppendAsync(heads[i].After(text) with { Durability = Durability.Written }, Cancellation);
            heads[i] = heads[i] with { Sequence = result.Sequence };
            written.Add((i, result.Sequence));
            if (n % 50 == 0)
                await store.WriteSnapshotAsync(heads[i].Key, heads[i].Epoch, new(result.Sequence, "f", Text(string.Create(CultureInfo.InvariantCulture, $"{text}{text}"))), Cancellation);
        }

        return written;
    }

    private static float[] Marked(string mark, int length)
    {
        var vector = new float[length];
        Text(mark).Span.CopyTo(MemoryMarshal.AsBytes(vector.AsSpan()));
        return vector;
    }

    private SqliteConnection OpenSlowReader()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_bench.Folder, "journals.db")};Pooling=false");
        connection.Open();
        var command = connection.CreateCommand();
        command.CommandText = "begin; select count(*) from journal_entries";
        command.ExecuteScalar();
        return connection;
    }
}
