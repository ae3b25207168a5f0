using ChatMemory.Keys;

namespace ChatMemory.Journals;

/// <summary>Some of a namespace's values.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Now">The time: what has expired by then is left out.</param>
/// <param name="Limit">How many at most, 1 to 1,000.</param>
/// <param name="Prefix">How their keys begin; default empty: all do.</param>
/// <param name="After">The last key of the previous page; null begins.</param>
public sealed record ValueRange(
    TenantId Tenant, NamespaceId Namespace, DateTimeOffset Now, int Limit, string Prefix = "", ValueName? After = null)
{
    /// <summary>What the stored form of every key in the range is not less than.</summary>
    internal string From => JournalKey.StoredPrefix(Namespace) + Prefix;

    /// <summary>What the stored form of every key in the range is less than.</summary>
    internal string Until => Following(From);

    /// <summary>What the stored form of every key in the range is greater than.</summary>
    internal string Beyond => After is { } last ? JournalKey.StoredPrefix(Namespace) + last.Value : "";

    // The least text greater than all that begin so: the last code point that has a next one is replaced by it.
    private static string Following(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToList();
        while (runes[^1].Value == 0x10FFFF)
            runes.RemoveAt(runes.Count - 1);
        var last = runes[^1].Value;
        runes[^1] = new(last == 0xD7FF ? 0xE000 : last + 1);
        return string.Concat(runes);
    }
}
