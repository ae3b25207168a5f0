namespace ChatMemory.Memories;

/// <summary>A user's memories in the order in which they were stored. Taking one out costs nothing until half are out.</summary>
internal sealed class MemoriesByAge
{
    private readonly List<MemoryEntry> _entries = [];
    private int _deleted;

    public void Add(MemoryEntry entry) => _entries.Add(entry);

    public void Remove(MemoryEntry entry)
    {
        entry.Deleted = true;
        if (++_deleted <= _entries.Count / 2)
            return;
        _entries.RemoveAll(candidate => candidate.Deleted);
        _deleted = 0;
    }

    public IEnumerable<MemoryEntry> OldestFirst() => _entries.Where(entry => !entry.Deleted);

    /// <summary>The page, newest first; <see cref="MemoryPage.Total"/> counts all pages together.</summary>
    public MemoryPage Page(MemoryQuery query, DateTimeOffset now)
    {
        var before = query.Cursor is { } cursor ? long.Parse(cursor) : long.MaxValue;
        var (page, total, more) = (new List<MemoryEntry>(), 0, false);
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            if (!IsAsked(_entries[i], query, now))
                continue;
            total++;
            if (_entries[i].First >= before)
                continue;
            if (page.Count < query.Limit)
                page.Add(_entries[i]);
            else
                more = true;
        }

        return new([.. page.Select(entry => entry.Memory)], more ? $"{page[^1].First}" : null, total);
    }

    private static bool IsAsked(MemoryEntry entry, MemoryQuery query, DateTimeOffset now) =>
        !entry.Deleted
        && (query.IncludeEnded || entry.Memory.ValidUntil is not { } until || until > now)
        && (query.IncludeExpired || entry.Memory.ExpiresAt is not { } end || end > now)
        && query.Filter.Matches(entry.Memory);
}
