using System.Buffers;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>
/// Reads the <c>data:</c> lines of an event stream. On this wire a line is a whole JSON document, so a line is given out as soon as
/// it is there, without waiting for the empty line after it. Lines end with LF or CRLF.
/// </summary>
/// <param name="stream">The raw body.</param>
/// <param name="maxLine">The longest line in bytes.</param>
internal sealed class SseReader(Stream stream, int maxLine) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _line;
    private int _start;
    private int _scanned;
    private int _end;

    /// <summary>The next data line that is already here. It is valid until the next call of <see cref="FillAsync"/>.</summary>
    public bool TryRead(out ReadOnlySpan<byte> data)
    {
        while (_buffer.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n') is var at and >= 0)
        {
            var line = _buffer.AsSpan(_start, _scanned + at - _start);
            _line = _start;
            _start = _scanned = _scanned + at + 1;
            if (IsData(line, out data))
                return true;
        }

        _scanned = _end;
        data = default;
        return false;
    }

    /// <summary>Puts the line that <see cref="TryRead"/> gave last back. Only before the next call of <see cref="FillAsync"/>.</summary>
    public void Unread() => _start = _scanned = _line;

    /// <summary>The data line that the stream ended with, without a line end.</summary>
    public bool TryReadRest(out ReadOnlySpan<byte> data)
    {
        var line = _buffer.AsSpan(_start, _end - _start);
        _start = _scanned = _end;
        return IsData(line, out data);
    }

    /// <summary>Reads more; false when the stream has ended.</summary>
    /// <exception cref="ModelException">A line is longer than it may be.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _scanned = _end = 0;
    }

    private static bool IsData(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (!line.StartsWith("data:"u8))
            return false;
        data = line["data:".Length..].Trim(" \r"u8);
        return !data.IsEmpty;
    }

    private void MakeRoom()
    {
        var kept = _end - _start;
        if (kept > maxLine)
            throw ModelFailure.TooLong();
        if (_start > 0)
        {
            _buffer.AsSpan(_start, kept).CopyTo(_buffer);
            (_start, _scanned, _end) = (0, _scanned - _start, kept);
        }

        if (kept <= _buffer.Length / 2)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, kept).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
