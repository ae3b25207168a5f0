using System.Net.Sockets;
using Npgsql;

namespace ChatMemory.Journals.Postgres;

/// <summary>PostgreSQL's errors in words that name the remedy.</summary>
internal static class PostgresErrors
{
    private const string Setting = JournalOptions.Section + ":" + nameof(JournalOptions.ConnectionString);
    private const string Timeout = JournalOptions.Section + ":" + nameof(JournalOptions.CommandTimeout);

    // Classes: 08 connection, 53 resources, 57 operator intervention, 58 system.
    public static bool IsAway(Exception error) => error switch
    {
        PostgresException { SqlState: var state } => state[..2] is "08" or "53" or "57" or "58" || state == PostgresErrorCodes.ReadOnlySqlTransaction,
        NpgsqlException or TimeoutException or SocketException or IOException or InvalidOperationException => true,
        _ => false,
    };

    public static ChatMemoryException Explain(Exception error) => error switch
    {
        ChatMemoryException explained => explained,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            new("PostgreSQL's disk is full. Free some space there; nothing needs a restart.", isTransient: true, error),
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            new($"PostgreSQL has no connection left. Raise its max_connections or lower {JournalOptions.Section}:ReadConcurrency.", isTransient: true, error),
        PostgresException
        {
            SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege
        } =>
            new($"PostgreSQL refuses the user, password or database of {Setting}.", isTransient: false, error),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException =>
            new($"PostgreSQL did not answer within {Timeout}.", isTransient: true, error),
        PostgresException refused => new($"PostgreSQL refused a command ({refused.SqlState}).", refused.IsTransient || IsAway(refused), error),
        _ when IsAway(error) => new($"PostgreSQL cannot be reached at the address of {Setting}. See that it runs there.", isTransient: true, error),
        _ => new("The journals' database refused a command.", isTransient: false, error),
    };
}
