using System.Data.Common;
using ChatMemory.Journals.Writing;

namespace ChatMemory.Journals;

/// <summary>What differs between the databases. Reading is the same SQL on both.</summary>
internal interface IJournalDatabase : IAsyncDisposable
{
    /// <summary>How many transactions can run at once.</summary>
    int Writers { get; }

    /// <summary>Whether calls block their thread, so that a writer needs one of its own.</summary>
    bool Blocks { get; }

    /// <summary>Creates or upgrades the schema under a lock.</summary>
    Task InitializeAsync(CancellationToken cancellationToken);

    IJournalWriter CreateWriter();

    /// <summary>A connection to read with; disposing of it gives it back.</summary>
    ValueTask<ReadLease> RentAsync(CancellationToken cancellationToken);

    /// <summary>Whether the database as a whole does not answer, so that trying a group's writes one by one would be in vain.</summary>
    bool IsAway(Exception error);

    /// <summary>The error in words that name the setting and the remedy.</summary>
    ChatMemoryException Explain(Exception error);
}

/// <summary>A connection lent for one read.</summary>
internal readonly struct ReadLease(DbConnection connection, Action<DbConnection>? giveBack) : IAsyncDisposable
{
    public DbConnection Connection => connection;

    public ValueTask DisposeAsync()
    {
        if (giveBack is null)
            return connection.DisposeAsync();
        giveBack(connection);
        return ValueTask.CompletedTask;
    }
}
