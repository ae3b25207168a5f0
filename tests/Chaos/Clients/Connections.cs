namespace ChatMemory.Chaos.Clients;

/// <summary>What it looks like when a connection breaks or nobody answers.</summary>
internal static class Connections
{
    public static bool IsBroken(Exception failure) =>
        failure is HttpRequestException or IOException or OperationCanceledException;
}
