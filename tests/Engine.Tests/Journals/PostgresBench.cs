using ChatMemory.Journals.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatMemory.Journals;

public sealed class PostgresBench(PostgresFixture postgres) : JournalBench
{
    internal override async Task<IJournalDatabase> ConnectAsync()
    {
        if (Options.ConnectionString is null)
        {
            var server = await postgres.ServerAsync();
            Options = Options with { Provider = JournalProvider.Postgres, ConnectionString = await server.CreateSchemaAsync() };
        }

        return new PostgresDatabase(Chosen, NullLogger<PostgresDatabase>.Instance, Schema);
    }

    internal override Task<SqlJournalStore> OpenAfterCrashAsync(SqlJournalStore store) => OpenAsync();
}
