using System.Text;

namespace ChatMemory.Models.OpenAICompatible;

public sealed class SseReaderTests
{
    private const string Stream = ": hi\r\n\r\ndata: {\"a\":\"ü🎈\"}\r\n\r\nevent: x\ndata:{\"b\":1}\n\ndata: \n\ndata: [DONE]";

    [Fact]
    public async Task Lines_CutAtEveryPlace_AreTheSame()
    {
        var bytes = Encoding.UTF8.GetBytes(Stream);
        for (var cut = 0; cut <= bytes.Length; cut++)
            Assert.Equal(["{\"a\":\"ü🎈\"}", "{\"b\":1}", "[DONE]"], await ReadAsync([bytes[..cut], bytes[cut..]]));
    }

    [Fact]
    public async Task Lines_OfOneByteAtATime_AreTheSame() =>
        Assert.Equal(["{\"a\":\"ü🎈\"}", "{\"b\":1}", "[DONE]"], await ReadAsync([.. Encoding.UTF8.GetBytes(Stream).Select(one => new[] { one })]));

    [Fact]
    public async Task Line_LongerThanItMayBe_IsRefused()
    {
        var endless = Enumerable.Repeat(Encoding.UTF8.GetBytes(new string('x', 10_000)), 100).ToList();

        var failure = await Assert.ThrowsAsync<ModelException>(() => ReadAsync(endless, maxLine: 100_000));

        Assert.Equal(ModelErrors.Garbled, failure.Code);
    }

    private static async Task<List<string>> ReadAsync(IReadOnlyList<byte[]> pieces, int maxLine = 1_000_000)
    {
        await using var stream = new PieceStream(pieces);
        using var reader = new SseReader(stream, maxLine);
        var lines = new List<string>();
        do
        {
            while (reader.TryRead(out var line))
                lines.Add(Encoding.UTF8.GetString(line));
        }
        while (await reader.FillAsync(TestContext.Current.CancellationToken));

        if (reader.TryReadRest(out var rest))
            lines.Add(Encoding.UTF8.GetString(rest));
        return lines;
    }
}
