using System.Text;

namespace ChatMemory.Sessions;

/// <summary>What a model has said and the journal has not: while one append is under way, the next gathers here.</summary>
internal sealed class AnswerBuffer(int place)
{
    private readonly List<string> _texts = [];
    private List<SessionEvent> _records = [];
    private char? _half;

    public bool IsEmpty => _records.Count == 0 && _texts.Count == 0;

    public void Add(string text)
    {
        if (text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') || _half is not null)
            text = Whole(text);
        if (text.Length > 0)
            _texts.Add(text);
    }

    public void Add(SessionEvent record)
    {
        CloseText();
        _records.Add(record);
    }

    /// <summary>Everything gathered; texts that follow each other as one delta.</summary>
    public IReadOnlyList<SessionEvent> Take()
    {
        CloseText();
        var taken = _records;
        _records = [];
        return taken;
    }

    private void CloseText()
    {
        if (_texts.Count == 0)
            return;
        _records.Add(new SessionEvent.Delta(place, _texts.Count == 1 ? _texts[0] : string.Concat(_texts)));
        _texts.Clear();
    }

    // A character may come in two halves, which have no stored form by themselves: the first waits for the second.
    private string Whole(string text)
    {
        if (_half is { } half)
            text = half + text;
        _half = text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[^1] : null;

        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.AsSpan(0, text.Length - (_half is null ? 0 : 1)).EnumerateRunes())
            whole.Append(rune);
        return whole.ToString();
    }
}
