using System.Text.Json;
using ChatMemory.Api.Support;
using ChatMemory.Support.StandIn;

namespace ChatMemory.Api.Seeds;

/// <summary>What "Mem0 with streaming" offers. Real HTTP to a stand-in model shows what the model was given.</summary>
public sealed class Mem0StreamingTests : IAsyncLifetime
{
    private StandInModel _model = null!;
    private ApiServer _server = null!;

    private HttpClient Http => _server.Http;

    public async ValueTask InitializeAsync()
    {
        _model = await StandInModel.StartAsync();
        _server = await ApiServer.StartAsync(_model, ["--ChatMemory:Extraction:Extractor=Rules", "--ChatMemory:Sessions:RecallBudget=00:00:10"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task Memories_AreRetrievedBeforeTheStreamAndPutIntoTheSystemPrompt()
    {
        await Http.AddAsync("ada", new { text = "The user loves pistachio ice cream." });
        await Http.SettleAsync("ada");
        await using var stream = await Http.PostAsync("/api/chat", new { user = "ada", input = "Which ice cream do I love?" }).EventsAsync();

        var seen = await stream.ToEndAsync();

        Assert.True(seen.FindIndex(item => item.Type == "memories.recalled") < seen.FindIndex(item => item.Type == "delta"));
        Assert.Contains("pistachio", SystemPrompt(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Response_AccumulatedWhileItStreams_IsStoredWithTheUsersMessageAfterItCompletes()
    {
        _model.Then(ModelReply.Saying("Nice ", "to meet ", "you."));

        var answer = await Http.ChatAsync("ada", "Hi, I live in Lisbon.");
        await Http.SettleAsync("ada");

        var exchange = await Http.GetJsonAsync($"/api/users/ada/sessions/{answer.GetProperty("session").GetString()}/exchanges/{answer.GetProperty("exchange").GetProperty("id").GetString()}");
        Assert.Equal("Nice to meet you.", exchange.GetProperty("output")[0].GetProperty("text").GetString());
        Assert.Equal("settled", exchange.GetProperty("extraction").GetProperty("status").GetString());
        var memories = await Http.MemoriesAsync("ada");
        Assert.Contains("Nice to meet you.", memories);
        Assert.Contains(memories, text => text != "Hi, I live in Lisbon." && text.Contains("Lisbon", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ConnectionClosedMidStream_LeavesNoPartialExchangeInMemory()
    {
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _model.Then(ModelReply.Saying("You live ", "in Rome.").CutAfter(1, read.Task));
        await using var stream = await Http.PostAsync("/api/chat", new { user = "ada", input = "I live in Lisbon." }).EventsAsync();
        await stream.UntilAsync("delta");
        read.SetResult();

        var ended = (await stream.UntilAsync("exchange.ended"))[^1].Data;
        await Http.SettleAsync("ada");

        Assert.Equal("incomplete", ended.GetProperty("status").GetString());
        Assert.Empty(await Http.MemoriesAsync("ada"));
    }

    [Fact]
    public async Task Stream_OfAUser_IsServerSentEventsWithALastOne()
    {
        using var response = await Http.PostAsync("/api/chat", new { user = "ada", input = "Hello" });

        var lines = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(lines, line => Assert.True(line.StartsWith("id: ", StringComparison.Ordinal) || line.StartsWith("event: ", StringComparison.Ordinal) || line.StartsWith("data: ", StringComparison.Ordinal)));
        Assert.Equal("event: exchange.ended", lines[^2]);
    }

    private string SystemPrompt() => string.Concat(_model.Requests.Last(request => request.Path.EndsWith("/chat/completions", StringComparison.Ordinal)).Messages
        .Where(message => message.GetProperty("role").GetString() is "system" or "developer")
        .Select(message => message.GetProperty("content") is { ValueKind: JsonValueKind.String } text ? text.GetString() : message.GetProperty("content").GetRawText()));
}
