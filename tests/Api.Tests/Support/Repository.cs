using System.Reflection;

namespace ChatMemory.Api.Support;

/// <summary>The clone that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "RepositoryRoot").Value!);

    public static string File(params string[] path) => Path.Combine([Root, .. path]);
}
