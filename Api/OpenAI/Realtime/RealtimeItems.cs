using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Realtime;

/// <summary>The conversation's items in order, the newest thousand of them. Safe for concurrent use.</summary>
internal sealed class RealtimeItems
{
    private const int Most = 1_000;

    private readonly Lock _gate = new();
    private readonly List<RealtimeItem> _items = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<RealtimeItem> All
    {
        get
        {
            lock (_gate)
                return [.. _items];
        }
    }

    /// <summary>Those from which no response was made yet.</summary>
    public IReadOnlyList<RealtimeItem> New
    {
        get
        {
            lock (_gate)
                return [.. _items.Where(item => item.Stored is null)];
        }
    }

    public RealtimeItem? Find(string id)
    {
        lock (_gate)
            return _items.Find(item => item.Id == id);
    }

    /// <summary>Puts an item at the end, or behind another.</summary>
    /// <param name="item">The item.</param>
    /// <param name="after">The other's id; null for the end, <c>root</c> for the beginning.</param>
    /// <returns>The id of the item before it; null when it is the first.</returns>
    /// <exception cref="OpenAIRequestException">There is no such other item, or the conversation went on since.</exception>
    public string? Add(RealtimeItem item, string? after = null)
    {
        lock (_gate)
        {
            if (_items.Exists(other => other.Id == item.Id))
                throw Wrong("There is an item of this id already.", "item.id", "item_id_taken");
            var place = after is null ? _items.Count : after == "root" ? 0 : _items.FindIndex(other => other.Id == after) + 1;
            if (place == 0 && after is not (null or "root"))
                throw Wrong("There is no such item.", "previous_item_id", "item_not_found");
            if (_items.Skip(place).Any(other => other.Stored is not null))
                throw Wrong("The conversation went on behind that item: what was said cannot be changed afterwards.", "previous_item_id", "conversation_went_on");
            _items.Insert(place, item);
            if (_items.Count > Most)
                _items.RemoveAt(0);
            return place == 0 ? null : _items[Math.Min(place, _items.Count - 1) - 1].Id;
        }
    }

    /// <summary>Replaces an item by the same with other contents.</summary>
    public void Set(RealtimeItem item)
    {
        lock (_gate)
        {
            var place = _items.FindIndex(other => other.Id == item.Id);
            if (place >= 0)
                _items[place] = item;
        }
    }

    public void Remove(string id)
    {
        lock (_gate)
            _items.RemoveAll(item => item.Id == id);
    }

    /// <summary>Whether a function's call is known, so that a result can answer it.</summary>
    public bool Knows(string callId)
    {
        lock (_gate)
            return _items.Exists(item => item.Item is ChatItem.ToolCall call && call.CallId == callId);
    }

    private static OpenAIRequestException Wrong(string message, string param, string code) => new(OpenAIError.Invalid(message, param, code));
}
