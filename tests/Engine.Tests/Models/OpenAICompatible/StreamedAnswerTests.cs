using ChatMemory.Support.StandIn;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

public sealed class StreamedAnswerTests
{
    private const string Colourful = "Grüße, 日本 🎈 and \"quotes\"\n";

    [Fact]
    public async Task Answer_ComesTokenByToken_WithFinishAndUsage()
    {
        await using var rig = await ModelRig.StartAsync();
        var read = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource()).ToArray();
        rig.Model.Then(ModelReply.Saying("Hel", "lo", " there")
            .WaitingFor(read[0].Task, 1).WaitingFor(read[1].Task, 2).WaitingFor(read[2].Task, 3));

        var texts = 0;
        var updates = await rig.StreamAsync(seen: update =>
        {
            if (update.Text.Length > 0)
                read[texts++].SetResult();
        });

        Assert.Equal(["Hel", "lo", " there"], updates.Select(update => update.Text).Where(text => text.Length > 0));
        Assert.Equal(ChatFinishReason.Stop, Assert.Single(updates, update => update.FinishReason is not null).FinishReason);
        var usage = Assert.Single(updates.SelectMany(update => update.Contents).OfType<UsageContent>()).Details;
        Assert.Equal((7, 3), (usage.InputTokenCount, usage.OutputTokenCount));
        Assert.All(updates, update => Assert.Equal(("stand-in", "chatcmpl-standin"), (update.ModelId, update.ResponseId)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    public async Task Answer_CutAnywhereIntoPieces_ReadsTheSame(int bytes)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Saying(Colourful, Colourful).WithCrLf().Writing(0, ": a comment\r\n\r\n").InPiecesOf(bytes));

        var updates = await rig.StreamAsync();

        Assert.Equal(Colourful + Colourful, string.Concat(updates.Select(update => update.Text)));
    }

    [Theory]
    [InlineData("event: message\nid: 4\nretry: 10\n")]
    [InlineData(": keep-alive\n\n\n\n")]
    [InlineData("data:\n\n")]
    public async Task Answer_WithOtherLinesBetween_IsReadOver(string lines)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Saying("one", "two").Writing(1, lines));

        Assert.Equal("onetwo", string.Concat((await rig.StreamAsync()).Select(update => update.Text)));
    }

    [Fact]
    public async Task Answer_WithoutUsage_EndsAllTheSame()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Saying("Hi").WithoutUsage());

        var updates = await rig.StreamAsync();

        Assert.DoesNotContain(updates.SelectMany(update => update.Contents), content => content is UsageContent);
        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Answer_EndedByReasonOrByDone_IsWhole(bool reason, bool done)
    {
        await using var rig = await ModelRig.StartAsync();
        var reply = ModelReply.Saying("Hi").FinishedBy(reason ? "stop" : null);
        rig.Model.Then(done ? reply : reply.WithoutDone());

        Assert.Equal(ChatFinishReason.Stop, Assert.Single(await rig.StreamAsync(), update => update.FinishReason is not null).FinishReason);
    }

    [Theory]
    [InlineData("length")]
    [InlineData("content_filter")]
    [InlineData("something_new")]
    public async Task Answer_CutByTheModel_SaysSo(string reason)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Saying("Hi").FinishedBy(reason));

        Assert.Equal(reason, Assert.Single(await rig.StreamAsync(), update => update.FinishReason is not null).FinishReason!.Value.Value);
    }

    [Fact]
    public async Task Answer_OfAMillionCharacters_IsRelayedWhole()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Flood(200_000));

        var updates = await rig.StreamAsync();

        Assert.Equal(1_000_000, updates.Sum(update => update.Text.Length));
        Assert.Equal(200_000, updates.SelectMany(update => update.Contents).OfType<UsageContent>().Single().Details.OutputTokenCount);
    }

    [Fact]
    public async Task Answer_WithAVeryLongChunk_IsRelayedWhole()
    {
        await using var rig = await ModelRig.StartAsync();
        var text = new string('x', 300_000);
        rig.Model.Then(ModelReply.Saying("a", text, "b"));

        Assert.Equal("a" + text + "b", string.Concat((await rig.StreamAsync()).Select(update => update.Text)));
    }

    [Fact]
    public async Task Answer_FromAServerThatDoesNotStream_IsReadWhole()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Raw(
            "application/json; charset=utf-8",
            """{"id":"x","choices":[{"index":0,"message":{"content":"Whole"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}"""));

        var updates = await rig.StreamAsync();

        Assert.Equal(("Whole", ChatFinishReason.Stop), (updates[0].Text, updates[0].FinishReason));
        Assert.IsType<UsageContent>(Assert.Single(updates[1].Contents));
    }

    [Fact]
    public async Task Reasoning_IsNoPartOfTheText()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Saying("Hi").Writing(0, "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"hmm\",\"content\":null}}]}\n\n"));

        var updates = await rig.StreamAsync();

        Assert.Equal("Hi", string.Concat(updates.Select(update => update.Text)));
        Assert.Equal("hmm", Assert.Single(updates.SelectMany(update => update.Contents).OfType<TextReasoningContent>()).Text);
    }

    [Fact]
    public async Task Answer_NotStreamed_HasTextFinishAndUsage()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Saying(Colourful).FinishedBy("length"));

        var answer = await rig.Chat.GetResponseAsync("Hello?", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((Colourful, ChatFinishReason.Length, 1L), (answer.Text, answer.FinishReason, answer.Usage!.OutputTokenCount));
        Assert.False(rig.Model.Requests[0].IsStreamed);
    }

    [Fact]
    public async Task Caller_ThatCancels_HangsUpOnTheModel()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Saying("one", "two").StallingAfter(1));
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var answer = rig.Chat.GetStreamingResponseAsync([new(ChatRole.User, "Hi")], null, caller.Token).GetAsyncEnumerator(caller.Token);
        Assert.True(await answer.MoveNextAsync());

        var next = answer.MoveNextAsync().AsTask();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await GoneAsync(rig.Model.Requests[0]);
    }

    [Fact]
    public async Task Caller_ThatStopsReading_HangsUpOnTheModel()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Saying("one", "two").StallingAfter(1));

        await foreach (var update in rig.Chat.GetStreamingResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken))
            break;

        await GoneAsync(rig.Model.Requests[0]);
    }

    private static async Task GoneAsync(ReceivedRequest request)
    {
        var gone = new TaskCompletionSource();
        await using var _ = request.Gone.Register(gone.SetResult);
        await gone.Task.WaitAsync(TestContext.Current.CancellationToken);
    }
}
