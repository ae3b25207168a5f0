using System.Text;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>Puts the events of an exchange together to the response that they make, with its items in the places in which they are stored.</summary>
internal sealed class ResponseProgress(ResponseView begun)
{
    private readonly List<ChatItem> _output = [];
    private readonly StringBuilder _text = new();
    private ResponseView _view = begun with { Output = [], Status = ExchangeStatus.Started, Reason = null, Usage = null, CompletedAt = null };

    /// <summary>The place of the message that grows; null when none does.</summary>
    public int? Growing { get; private set; }

    /// <summary>The place of the next item.</summary>
    public int Next => _output.Count;

    public ResponseView View => _view with { Output = [.. _output] };

    public ItemId IdOf(int place) => new(begun.Id.Epoch, begun.Id.Exchange, place, IsOutput: true);

    public ChatItem this[int place] => _output[place];

    public void Wait(bool isQueued) => _view = _view with { Status = isQueued ? ExchangeStatus.Queued : ExchangeStatus.Started };

    public void Say(string text)
    {
        if (Growing is null)
        {
            Growing = _output.Count;
            _output.Add(new ChatItem.Message(ChatRole.Assistant, ""));
        }

        _text.Append(text);
    }

    public void Add(ChatItem item)
    {
        EndMessage();
        _output.Add(item);
    }

    /// <summary>No more is said in the message that grows.</summary>
    public void EndMessage()
    {
        if (Growing is not { } place)
            return;
        _output[place] = new ChatItem.Message(ChatRole.Assistant, _text.ToString());
        _text.Clear();
        Growing = null;
    }

    public void End(ChatEvent.ExchangeEnded ended)
    {
        EndMessage();
        _view = _view with { Status = ended.Status, Reason = ended.Reason, Usage = ended.Usage };
    }

    /// <summary>The response once the events have ended.</summary>
    public static async Task<ResponseView> GatherAsync(ResponseView begun, IAsyncEnumerable<IReadOnlyList<ChatEvent>> events)
    {
        var progress = new ResponseProgress(begun);
        await foreach (var item in events.SelectMany(batch => batch))
        {
            if (item is ChatEvent.TextDelta delta)
                progress.Say(delta.Text);
            else if (item is ChatEvent.ToolCalled called)
                progress.Add(called.Call);
            else if (item is ChatEvent.ExchangeEnded ended)
                progress.End(ended);
        }

        return progress.View;
    }
}
