namespace ChatMemory.Journals.Postgres;

/// <summary>The tables in PostgreSQL, in the schema that the connection string's search path names first.</summary>
internal static class PostgresSchema
{
    public static SchemaVersions Versions { get; } = new(
    [
        """
        create table journals (
            id bigint generated always as identity primary key,
            tenant text collate "C" not null,
            user_id text collate "C" not null,
            session text collate "C" not null, -- '' is the journal of the user's memory
            head bigint not null,
            snapshot_from bigint not null,
            open_work boolean not null,
            created_at bigint not null, -- microseconds since 1970
            updated_at bigint not null,
            unique (tenant, user_id, session));
        create index journals_recent on journals (tenant, user_id, updated_at desc, id desc) where session <> '';
        create index journals_open_work on journals (id) where open_work;

        create table journal_entries (
            journal_id bigint not null, sequence bigint not null, payload bytea not null,
            primary key (journal_id, sequence));

        create table journal_snapshots (
            journal_id bigint primary key, sequence bigint not null, format text not null, payload bytea not null);

        create table journal_vectors (
            journal_id bigint not null, model text collate "C" not null, memory bytea not null, version integer not null,
            components bytea not null, -- float32, little-endian
            primary key (journal_id, model, memory));
        create index journal_vectors_memory on journal_vectors (journal_id, memory);
        """,
        """
        -- Stored values: user_id is '', session the namespace, U+001F and the key.
        alter table journals add column expires_at bigint; -- null is never
        create index journals_expiring on journals (expires_at) where expires_at is not null;
        drop index journals_recent;
        create index journals_recent on journals (tenant, user_id, updated_at desc, id desc) where session <> '' and user_id <> '';
        """,
        """
        -- What a user's memory holds, and what callers wrote to it on a day (days since 0001-01-01): summed over a tenant.
        alter table journals add column held bigint; -- null is not counted
        alter table journals add column written_day integer;
        alter table journals add column written bigint;
        create index journals_tallies on journals (tenant, held, written_day, written) where held is not null;
        """,
    ]);
}
