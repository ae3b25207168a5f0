using System.Text;

namespace ChatMemory.Values;

/// <summary>Puts a value together from its journal's records.</summary>
internal sealed class ValueText
{
    private readonly StringBuilder _text = new();
    private bool _isEmptyList;

    public void Add(ValueEvent happened)
    {
        switch (happened)
        {
            case ValueEvent.Set set:
                _text.Clear().Append(set.Json);
                _isEmptyList = set.Items == 0;
                break;
            case ValueEvent.Appended appended:
                Open();
                _text.Append(_isEmptyList ? "" : ",").AppendJoin(',', appended.Items).Append(']');
                _isEmptyList = false;
                break;
        }
    }

    public override string ToString() => _text.ToString();

    // The last bracket of a list is the last thing in it but blanks.
    private void Open()
    {
        while (_text[^1] != ']')
            _text.Length--;
        _text.Length--;
    }
}
