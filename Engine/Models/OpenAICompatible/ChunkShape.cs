using System.Buffers;
using System.Text.Unicode;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>
/// The chunks of an answer are alike but for their text. This keeps the bytes around the text of one that was read as JSON: where
/// the same bytes stand around another text, that text is all there is to know, and the JSON need not be read again.
/// </summary>
internal sealed class ChunkShape
{
    private const int MaxLength = 4_096;

    // What ends a string, escapes in it, or may not stand in one.
    private static readonly SearchValues<byte> Telling =
        SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(control => (byte)control)]);

    private byte[] _around = [];
    private int _before;
    private int _length;

    /// <summary>Keeps the shape of a chunk.</summary>
    /// <param name="json">The chunk, which says nothing but its text.</param>
    /// <param name="text">Where the text stands in it, without its quotes.</param>
    public void Keep(ReadOnlySpan<byte> json, Range text)
    {
        var (start, length) = text.GetOffsetAndLength(json.Length);
        _before = start;
        _length = json.Length - length;
        if (_length > MaxLength)
        {
            _length = 0;
            return;
        }

        if (_around.Length < _length)
            _around = new byte[_length];
        json[..start].CopyTo(_around);
        json[(start + length)..].CopyTo(_around.AsSpan(start));
    }

    /// <summary>Finds the text of a chunk of this shape. False tells nothing: the chunk must be read.</summary>
    public bool TryRead(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> text)
    {
        text = default;
        var around = _around.AsSpan(0, _length);
        if (around.IsEmpty || json.Length < _length || !json.StartsWith(around[.._before]) || !json.EndsWith(around[_before..]))
            return false;
        text = json.Slice(_before, json.Length - _length);
        return !text.ContainsAny(Telling) && Utf8.IsValid(text);
    }
}
