namespace ChatMemory.Journals.Sqlite;

/// <summary>
/// SQLite zeroes a deleted row's bytes (<c>secure_delete</c>), but when it merges or splits pages it leaves copies of the rows it
/// moves. So the tables that hold text or vectors are never rearranged: rows are added at the end only, a row that must go is
/// blanked in place, and blank rows are collected at a start by rewriting the file. Foreign keys are left out for
/// the same reason: with them an UPDATE deletes and inserts.
/// </summary>
internal static class SqliteSchema
{
    public static SchemaVersions Versions { get; } = new(
    [
        """
        create table journals (
            id integer primary key autoincrement,
            tenant text not null,
            user_id text not null,
            session text not null, -- '' is the journal of the user's memory
            head integer not null,
            snapshot_from integer not null,
            open_work integer not null,
            created_at integer not null, -- microseconds since 1970
            updated_at integer not null);
        create unique index journals_key on journals (tenant, user_id, session);
        create index journals_recent on journals (tenant, user_id, updated_at desc, id desc) where session <> '';
        create index journals_open_work on journals (id) where open_work;

        create table journal_entries (id integer primary key, journal_id integer, sequence integer, payload blob);
        create unique index journal_entries_key on journal_entries (journal_id, sequence) where journal_id is not null;
        create index journal_entries_blank on journal_entries (id) where journal_id is null;

        create table journal_snapshots (id integer primary key, journal_id integer, sequence integer, format text, payload blob);
        create unique index journal_snapshots_key on journal_snapshots (journal_id) where journal_id is not null;
        create index journal_snapshots_blank on journal_snapshots (id) where journal_id is null;

        create table journal_vectors (
            id integer primary key, journal_id integer, model text, memory blob, version integer, components blob); -- float32, little-endian
        create unique index journal_vectors_key on journal_vectors (journal_id, model, memory) where journal_id is not null;
        create index journal_vectors_memory on journal_vectors (journal_id, memory) where journal_id is not null;
        create index journal_vectors_blank on journal_vectors (id) where journal_id is null;
        """,
        """
        -- Stored values: user_id is '', session the namespace, U+001F and the key.
        alter table journals add column expires_at integer; -- null is never
        create index journals_expiring on journals (expires_at) where expires_at is not null;
        drop index journals_recent;
        create index journals_recent on journals (tenant, user_id, updated_at desc, id desc) where session <> '' and user_id <> '';
        """,
        """
        -- What a user's memory holds, and what callers wrote to it on a day (days since 0001-01-01): summed over a tenant.
        alter table journals add column held integer; -- null is not counted
        alter table journals add column written_day integer;
        alter table journals add column written integer;
        create index journals_tallies on journals (tenant, held, written_day, written) where held is not null;
        """,
    ]);

    /// <summary>The tables whose rows are blanked instead of deleted.</summary>
    public static IReadOnlyList<string> Blanked { get; } = ["journal_entries", "journal_snapshots", "journal_vectors"];
}
