using System.Text;

namespace ChatMemory.Support.StandIn;

/// <summary>Sends a long answer as fast as it is read.</summary>
internal sealed class StandInFlood(int tokens, int tokensPerWrite)
{
    /// <summary>Each token.</summary>
    public const string Token = " word";

    private readonly byte[] _block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"data: {StandInWire.Token(Token)}\n\n", tokensPerWrite)));
    private readonly int _eventLength = Encoding.UTF8.GetByteCount($"data: {StandInWire.Token(Token)}\n\n");
    private readonly byte[] _end = Encoding.UTF8.GetBytes($"data: {StandInWire.Finish("stop")}\n\ndata: {StandInWire.UsageChunk(tokens)}\n\ndata: [DONE]\n\n");

    public async Task SendAsync(ReplyWriter writer)
    {
        for (var left = tokens; left > 0; left -= tokensPerWrite)
            await writer.WriteAsync(_block.AsMemory(0, Math.Min(left, tokensPerWrite) * _eventLength));
        await writer.WriteAsync(_end);
    }
}
