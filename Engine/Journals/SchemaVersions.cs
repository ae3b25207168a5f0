namespace ChatMemory.Journals;

/// <summary>What a database of an older version takes to become the current one. Scripts are only ever added.</summary>
/// <param name="Scripts">The script at index i leads from version i to version i + 1.</param>
internal sealed record SchemaVersions(IReadOnlyList<string> Scripts)
{
    public int Current => Scripts.Count;

    /// <summary>The scripts that a database of version <paramref name="found"/> still needs.</summary>
    /// <exception cref="ChatMemoryException">The database is newer than this program.</exception>
    public IEnumerable<string> From(int found) =>
        found <= Current
            ? Scripts.Skip(found)
            : throw new ChatMemoryException(
                $"The journals' schema is version {found}, but this program knows only versions up to {Current}. "
                + "Run the newer program, or restore a backup made before it was run.");
}
