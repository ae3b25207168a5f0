using ChatMemory.Journals.Postgres;

namespace ChatMemory.Journals;

public sealed class PostgresJournalStoreTests(PostgresFixture postgres) : JournalStoreTests(new PostgresBench(postgres))
{
    internal override SchemaVersions SchemaNow() => PostgresSchema.Versions;
}
