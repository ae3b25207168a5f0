namespace ChatMemory.Cluster;

/// <summary>What Orleans' providers call the database.</summary>
internal static class ClusterDatabase
{
    public const string Invariant = "Npgsql";
}
