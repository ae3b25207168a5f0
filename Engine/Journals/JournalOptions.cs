using System.ComponentModel.DataAnnotations;

namespace ChatMemory.Journals;

/// <summary>Where journals are kept.</summary>
public enum JournalProvider
{
    /// <summary>One file in the data folder, owned by one process. Nothing to install.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database, shared by the processes of a cluster.</summary>
    Postgres,
}

/// <summary>Journals: <c>ChatMemory:Journals</c>.</summary>
public sealed record JournalOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "ChatMemory:Journals";

    /// <summary>The database. Default <see cref="JournalProvider.Sqlite"/>.</summary>
    public JournalProvider Provider { get; init; } = JournalProvider.Sqlite;

    /// <summary>How to reach PostgreSQL, in Npgsql's form. Required for it, unused by SQLite. No default.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>How many writes may wait for the database before callers wait for a place. Default 4,096.</summary>
    [Range(1, 1_000_000)]
    public int QueueLimit { get; init; } = 4_096;

    /// <summary>How long a call waits for a place in a full queue, or for a read connection, before it is refused as overload. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:05:00")]
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many writes share a transaction at most. Default 512.</summary>
    [Range(1, 10_000)]
    public int GroupWrites { get; init; } = 512;

    /// <summary>How many bytes of payload share a transaction at most; a larger single write goes alone. Default 4 MiB.</summary>
    [Range(1, 1 << 30)]
    public int GroupBytes { get; init; } = 4 << 20;

    /// <summary>How many transactions run at once on PostgreSQL; a user's writes always take the same one. SQLite has one. Default 2.</summary>
    [Range(1, 64)]
    public int Writers { get; init; } = 2;

    /// <summary>How long one command may take before the database counts as away. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the start waits for a PostgreSQL that is not up yet. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StartupTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many reads run at once, each on a connection of its own. Default 16.</summary>
    [Range(1, 1_000)]
    public int ReadConcurrency { get; init; } = 16;

    /// <summary>How many records a read takes from the database at once. Default 512.</summary>
    [Range(1, 100_000)]
    public int PageSize { get; init; } = 512;
}

/// <summary>What lies directly under <c>ChatMemory</c> for whoever keeps files.</summary>
public sealed record DataOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "ChatMemory";

    /// <summary>The folder of everything the server keeps on this machine; made with access for its user only. Default <c>./data</c>.</summary>
    [Required]
    public string DataDirectory { get; init; } = "./data";
}
