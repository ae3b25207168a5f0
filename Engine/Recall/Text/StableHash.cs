namespace ChatMemory.Recall.Text;

/// <summary>A hash that is the same in every process, so that what is made from it may be stored and compared (FNV-1a with a final mix).</summary>
internal static class StableHash
{
    public static int Of(string text) => (int)Of(text.AsSpan(), 2166136261);

    public static uint Of(ReadOnlySpan<char> text, uint seed)
    {
        var hash = seed;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619;
        hash ^= hash >> 16;
        hash *= 0x85EBCA6B;
        return hash ^ (hash >> 13);
    }
}
