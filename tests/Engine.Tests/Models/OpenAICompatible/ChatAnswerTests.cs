using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

public sealed class ChatAnswerTests
{
    private static readonly string[] Texts = ["a", " word", "é日本🎈", "\"", "\\", "\n", "\u0001", "</b>", "{\"content\":\"x\"}"];

    [Fact]
    public async Task Texts_ThatAreHereTogether_AreOneUpdate()
    {
        var updates = await ReadAsync([Lines(Role(), Token("Hel"), Token("lo"), Token(" \"you\""))]);

        var update = Assert.Single(updates);
        Assert.Equal(("Hello \"you\"", "stand-in"), (update.Text, update.ModelId));
    }

    [Fact]
    public async Task Text_ThatIsHereAlone_DoesNotWait() =>
        Assert.Equal(
            ["Hel", "lo"],
            (await ReadAsync([Lines(Token("Hel")), Lines(Token("lo"))])).Select(update => update.Text));

    [Fact]
    public async Task Text_BeforeSomethingElse_ComesBeforeItInTheSameUpdate()
    {
        const string Reasoning = """{"choices":[{"index":0,"delta":{"reasoning_content":"hm"}}]}""";

        var updates = await ReadAsync([Lines(Token("a"), Reasoning, Token("b"), Finish("stop"), "[DONE]")]);

        Assert.Equal(2, updates.Count);
        Assert.Equal([typeof(TextContent), typeof(TextReasoningContent)], updates[0].Contents.Select(content => content.GetType()));
        Assert.Equal(("b", ChatFinishReason.Stop), (updates[1].Text, updates[1].FinishReason));
    }

    [Theory]
    [InlineData("{\"choices\":[{\"index\":0,\"del")]
    [InlineData("{\"error\":{\"message\":\"no more\"}}")]
    public async Task Text_BeforeABrokenLine_IsGivenFirst(string broken)
    {
        var updates = new List<ChatResponseUpdate>();

        await Assert.ThrowsAsync<ModelException>(() => ReadAsync([Lines(Token("a"), Token("b"), broken)], updates));

        Assert.Equal("ab", Assert.Single(updates).Text);
    }

    [Fact]
    public async Task Text_WithBytesThatAreNoCharacter_IsRefused()
    {
        var bytes = Lines(Token("a"), Token("Z"));
        bytes[Array.IndexOf(bytes, (byte)'Z')] = 0xff;
        var updates = new List<ChatResponseUpdate>();

        var failure = await Assert.ThrowsAsync<ModelException>(() => ReadAsync([bytes], updates));

        Assert.Equal((ModelErrors.Garbled, "a"), (failure.Code, Assert.Single(updates).Text));
    }

    [Fact]
    public async Task Answer_OfAnyTextsInAnyShapes_ReadsAsEachChunkByItself()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var chunks = Enumerable.Range(0, 30).Select(_ => AnyChunk(random)).ToArray();
            var bytes = Lines(chunks);
            var cut = random.Next(bytes.Length);

            var read = string.Concat((await ReadAsync([bytes[..cut], bytes[cut..]])).Select(update => update.Text));

            Assert.True(string.Concat(chunks.Select(Alone)) == read, $"seed {seed}: {read}");
        }
    }

    // What one token costs when many are here together: its characters, and its share of the update.
    [Fact]
    public async Task Token_AmongManyThatAreHere_AllocatesHardlyMoreThanItsCharacters() =>
        Assert.InRange(await AllocatedAsync([.. Enumerable.Repeat(Lines([.. Enumerable.Repeat(Token(" word"), 64)]), 100)], tokens: 6_400), 0, 30);

    [Fact]
    public async Task Token_ByItself_AllocatesItsUpdateAndLittleElse() =>
        Assert.InRange(await AllocatedAsync([.. Enumerable.Repeat(Lines(Token(" word")), 1_000)], tokens: 1_000), 0, 500);

    private static string Role() => Chunk("""{"role":"assistant","content":""}""");

    private static string Token(string text) => Chunk($"{{\"content\":{JsonSerializer.Serialize(text)}}}");

    private static string Finish(string reason) => Chunk("{}", reason);

    private static string Chunk(string delta, string? finish = null) =>
        $"{{\"id\":\"answer\",\"model\":\"stand-in\",\"choices\":[{{\"index\":0,\"delta\":{delta},\"logprobs\":null,\"finish_reason\":{JsonSerializer.Serialize(finish)}}}],\"usage\":null}}";

    private static string AnyChunk(Random random)
    {
        var text = Texts[random.Next(Texts.Length)];
        return random.Next(6) switch
        {
            0 => Role(),
            1 => Token(text).Replace("\"logprobs\":null", $"\"logprobs\":{{\"n\":{random.Next(3)}}}", StringComparison.Ordinal),
            2 => Token(text).Replace("\"logprobs\":null", "\"refusal\":\"no\"", StringComparison.Ordinal),
            3 => Token(text).Replace("{\"content\":", "{\"refusal\":\"r\",\"content\":", StringComparison.Ordinal),
            _ => Token(text),
        };
    }

    private static string? Alone(string json)
    {
        var chunk = new ChatChunk();
        chunk.Read(Encoding.UTF8.GetBytes(json));
        return chunk.Text;
    }

    private static byte[] Lines(params string[] chunks) => Encoding.UTF8.GetBytes(string.Concat(chunks.Select(chunk => $"data: {chunk}\n\n")));

    private static async Task<List<ChatResponseUpdate>> ReadAsync(IReadOnlyList<byte[]> pieces, List<ChatResponseUpdate>? updates = null)
    {
        updates ??= [];
        await using var stream = new PieceStream(pieces);
        using var lines = new SseReader(stream, maxLine: 100_000);
        var answer = new ChatAnswer(lines);
        do
        {
            while (answer.Next() is { } update)
                updates.Add(update);
        }
        while (!answer.HasEnded && await lines.FillAsync(TestContext.Current.CancellationToken));
        return updates;
    }

    // Bytes a token. All of it runs on this thread, because the stream never waits.
    private static async Task<double> AllocatedAsync(IReadOnlyList<byte[]> pieces, int tokens)
    {
        var updates = new List<ChatResponseUpdate>(tokens);
        await ReadAsync([pieces[0]], []);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await ReadAsync(pieces, updates);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)tokens;
    }
}
