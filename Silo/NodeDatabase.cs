using ChatMemory.Journals;
using Microsoft.Extensions.Options;
using ClusterOptions = ChatMemory.Cluster.ClusterOptions;

namespace ChatMemory.Silo;

/// <summary>Where the cluster's own tables are: beside the journals unless something else is said.</summary>
internal sealed class NodeDatabase(IOptions<ClusterOptions> cluster)
{
    /// <summary>How to reach it, in Npgsql's form.</summary>
    public string ConnectionString { get; } = cluster.Value.ConnectionString
        ?? throw new ChatMemoryException($"{JournalOptions.Section}:{nameof(JournalOptions.ConnectionString)} is needed: a cluster keeps everything in PostgreSQL.");
}
