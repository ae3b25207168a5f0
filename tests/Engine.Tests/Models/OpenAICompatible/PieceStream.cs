namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Gives one piece a read, at once.</summary>
internal sealed class PieceStream(IEnumerable<byte[]> pieces) : MemoryStream
{
    private readonly Queue<byte[]> _left = new(pieces.Where(piece => piece.Length > 0));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_left.TryDequeue(out var piece))
            return ValueTask.FromResult(0);
        piece.CopyTo(buffer);
        return ValueTask.FromResult(piece.Length);
    }
}
