using Microsoft.Data.Sqlite;
using static ChatMemory.Journals.JournalWords;

namespace ChatMemory.Journals;

public sealed class SqliteCostTests : IAsyncDisposable
{
    private readonly SqliteBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Append_ToALongJournal_WritesNoMoreBytesThanToAShortOne()
    {
        var store = await _bench.OpenAsync();
        var head = await store.OpenAsync(Memory(), TestContext.Current.CancellationToken);

        var early = await BytesOfHundredAppendsAsync(store, head);
        await store.AppendAsync(head with { Sequence = 100 }, [.. Enumerable.Range(0, 10_000).Select(i => $"{i} {new string('x', 200)}")]);
        var late = await BytesOfHundredAppendsAsync(store, head with { Sequence = 10_100 });

        Assert.InRange((double)late / early, 0, 1.2);
    }

    // Every commit adds its pages to the log, which is empty when the counting begins.
    private async Task<long> BytesOfHundredAppendsAsync(SqlJournalStore store, JournalHead head)
    {
        Run("pragma wal_checkpoint(truncate)");
        for (var i = 0; i < 100; i++)
            await store.AppendAsync(head with { Sequence = head.Sequence + i }, new string('x', 200));
        return new FileInfo(Path.Combine(_bench.Folder, "journals.db-wal")).Length;
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_bench.Folder, "journals.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
