using Microsoft.Data.Sqlite;
using Npgsql;
using static ChatMemory.Journals.JournalWords;

namespace ChatMemory.Journals;

/// <summary>Databases as earlier versions made them, byte for byte: they open, and what they hold is read.</summary>
public sealed class FrozenSchemaTests(PostgresFixture postgres)
{
    private const string SqliteVersion1 =
        """
        create table journals (
            id integer primary key autoincrement, tenant text not null, user_id text not null, session text not null, head integer not null,
            snapshot_from integer not null, open_work integer not null, created_at integer not null, updated_at integer not null);
        create unique index journals_key on journals (tenant, user_id, session);
        create index journals_recent on journals (tenant, user_id, updated_at desc, id desc) where session <> '';
        create index journals_open_work on journals (id) where open_work;
        create table journal_entries (id integer primary key, journal_id integer, sequence integer, payload blob);
        create unique index journal_entries_key on journal_entries (journal_id, sequence) where journal_id is not null;
        create index journal_entries_blank on journal_entries (id) where journal_id is null;
        create table journal_snapshots (id integer primary key, journal_id integer, sequence integer, format text, payload blob);
        create unique index journal_snapshots_key on journal_snapshots (journal_id) where journal_id is not null;
        create index journal_snapshots_blank on journal_snapshots (id) where journal_id is null;
        create table journal_vectors (id integer primary key, journal_id integer, model text, memory blob, version integer, components blob);
        create unique index journal_vectors_key on journal_vectors (journal_id, model, memory) where journal_id is not null;
        create index journal_vectors_memory on journal_vectors (journal_id, memory) where journal_id is not null;
        create index journal_vectors_blank on journal_vectors (id) where journal_id is null;
        insert into journals values (7, 'acme', 'ann', '', 3, 0, 1, 1767603600000000, 1767603601500000);
        insert into journal_entries values (1, 7, 1, x'6f6e65'), (2, 7, 3, x'7468726565');
        insert into journal_snapshots values (1, 7, 3, 'f', x'7374617465');
        insert into journal_vectors values (1, 7, 'm', x'00000001000070008000000000000000', 2, x'0000803f00000040');
        pragma user_version = 1;
        """;

    private const string PostgresVersion1 =
        """
        create table journal_schema (version integer not null);
        insert into journal_schema values (1);
        create table journals (
            id bigint generated always as identity primary key, tenant text collate "C" not null, user_id text collate "C" not null,
            session text collate "C" not null, head bigint not null, snapshot_from bigint not null, open_work boolean not null,
            created_at bigint not null, updated_at bigint not null, unique (tenant, user_id, session));
        create index journals_recent on journals (tenant, user_id, updated_at desc, id desc) where session <> '';
        create index journals_open_work on journals (id) where open_work;
        create table journal_entries (journal_id bigint not null, sequence bigint not null, payload bytea not null, primary key (journal_id, sequence));
        create table journal_snapshots (journal_id bigint primary key, sequence bigint not null, format text not null, payload bytea not null);
        create table journal_vectors (
            journal_id bigint not null, model text collate "C" not null, memory bytea not null, version integer not null,
            components bytea not null, primary key (journal_id, model, memory));
        create index journal_vectors_memory on journal_vectors (journal_id, memory);
        insert into journals overriding system value values (7, 'acme', 'ann', '', 3, 0, true, 1767603600000000, 1767603601500000);
        insert into journal_entries values (7, 1, 'one'), (7, 3, 'three');
        insert into journal_snapshots values (7, 3, 'f', 'state');
        insert into journal_vectors values (7, 'm', '\x00000001000070008000000000000000', 2, '\x0000803f00000040');
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SqliteFile_OfVersion1_IsReadAndWritten()
    {
        await using var bench = new SqliteBench();
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(bench.Folder, "journals.db")};Pooling=false"))
        {
            SQLitePCL.Batteries_V2.Init();
            connection.Open();
            await using var command = connection.CreateCommand();
            command.CommandText = SqliteVersion1;
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await HoldsWhatVersion1WroteAsync(await bench.OpenAsync());
    }

    [Fact]
    public async Task PostgresSchema_OfVersion1_IsReadAndWritten()
    {
        var server = await postgres.ServerAsync();
        await using var bench = new PostgresBench(postgres);
        bench.Options = bench.Options with { ConnectionString = await server.CreateSchemaAsync() };
        await using (var source = NpgsqlDataSource.Create(bench.Options.ConnectionString))
        {
            await using var command = source.CreateCommand(PostgresVersion1);
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await HoldsWhatVersion1WroteAsync(await bench.OpenAsync());
    }

    private static async Task HoldsWhatVersion1WroteAsync(SqlJournalStore store)
    {
        var opened = new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
        var head = await store.OpenAsync(Memory(), Cancellation);
        Assert.Equal(new(Memory(), 7, 3, OpenWork: true, opened, opened.AddMilliseconds(1500)), head);
        Assert.Equal([(1, "one"), (3, "three")], await store.TextsAsync(head));
        Assert.Equal("state", Text(new JournalRecord(3, (await store.ReadSnapshotAsync(head.Key, 7, Cancellation))!.Payload)));
        var vector = Assert.Single(await store.VectorsAsync(head));
        Assert.Equal((MemoryNumber(1), 2), (vector.Memory, vector.Version));
        Assert.Equal([1f, 2f], vector.Values.ToArray());
        Assert.Equal(new(Appended: true, 4), await store.AppendAsync(head, "four"));
    }
}
