using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Listing;

/// <summary>Reads the memories of one user one after the other, a page at a time.</summary>
internal sealed class NewestFirst(IChatMemoryHost host, UserKey owner, MemoryQuery query)
{
    private MemoryPage _page = new([], Next: null, Total: 0);
    private int _at;

    public UserKey Owner => owner;

    /// <summary>How many there are in all.</summary>
    public int Total { get; private set; }

    /// <summary>Where it stands; null at the end.</summary>
    public Memory? Current => _at < _page.Memories.Count ? _page.Memories[_at] : null;

    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        _page = await host.User(owner).ListAsync(query, cancellationToken);
        Total = _page.Total;
    }

    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        if (++_at == _page.Memories.Count && _page.Next is { } cursor)
            (_page, _at) = (await host.User(owner).ListAsync(query with { Cursor = cursor }, cancellationToken), 0);
        return Current is not null;
    }
}
