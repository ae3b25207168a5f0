using ChatMemory.Journals.Sqlite;

namespace ChatMemory.Journals;

public sealed class SqliteJournalStoreTests() : JournalStoreTests(new SqliteBench())
{
    internal override SchemaVersions SchemaNow() => SqliteSchema.Versions;
}
