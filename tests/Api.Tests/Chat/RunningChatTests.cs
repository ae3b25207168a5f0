using System.Net;
using ChatMemory.Api.Support;
using ChatMemory.Support.StandIn;

namespace ChatMemory.Api.Chat;

/// <summary>What callers can do while an answer is under way. The model holds its answer back until the test lets it go on.</summary>
public sealed class RunningChatTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StandInModel _model = null!;
    private ApiServer _server = null!;

    private HttpClient Http => _server.Http;

    public async ValueTask InitializeAsync()
    {
        _model = await StandInModel.StartAsync();
        _server = await ApiServer.StartAsync(
            _model,
            ["--ChatMemory:Api:PingInterval=00:00:00.050", "--ChatMemory:Api:MaxStreamsPerUser=2", "--ChatMemory:Extraction:Extractor=Off"]);
        _model.Then(ModelReply.Saying("one ", "two").WaitingFor(_gate.Task, afterToken: 1));
    }

    public async ValueTask DisposeAsync()
    {
        _gate.TrySetResult();
        await _server.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task Chat_WhoseClientGoesAway_RunsOn()
    {
        var stream = await Http.PostAsync("/api/chat", new { user = "u", session = "s", input = "Hello" }).EventsAsync();
        var before = await stream.UntilAsync("delta");
        var exchange = stream.Exchange;
        await stream.DisposeAsync();
        _gate.SetResult();

        await using var again = await Http.SendAsync(
            HttpMethod.Get, $"/api/users/u/sessions/s/exchanges/{exchange}/events?starting_after={before[^1].Id}").EventsAsync();
        var rest = await again.ToEndAsync();

        Assert.Equal("completed", rest[^1].Data.GetProperty("status").GetString());
        Assert.Equal("one two", before[^1].Text + string.Concat(rest.Where(item => item.Type == "delta").Select(item => item.Text)));
    }

    [Fact]
    public async Task Chat_ThatIsSilent_SendsPings()
    {
        await using var stream = await Http.PostAsync("/api/chat", new { user = "u", input = "Hello" }).EventsAsync();

        var seen = await stream.UntilAsync("ping");

        Assert.Equal("{}", seen[^1].Data.GetRawText());
    }

    [Fact]
    public async Task Cancel_OfARunningExchange_EndsItAndKeepsWhatStreamed()
    {
        await using var stream = await Http.PostAsync("/api/chat", new { user = "u", session = "s", input = "Hello" }).EventsAsync();
        await stream.UntilAsync("delta");

        await Http.PostAsync($"/api/users/u/sessions/s/exchanges/{stream.Exchange}/cancel", body: null).StatusAsync(HttpStatusCode.NoContent);

        Assert.Equal("cancelled", (await stream.UntilAsync("exchange.ended"))[^1].Data.GetProperty("status").GetString());
        var stored = await Http.GetJsonAsync($"/api/users/u/sessions/s/exchanges/{stream.Exchange}");
        Assert.Equal("one ", stored.GetProperty("output")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Chat_WhileAnotherRuns_IsRefusedOrQueuedAsAsked()
    {
        await using var stream = await Http.PostAsync("/api/chat", new { user = "u", session = "s", input = "Hello" }).EventsAsync();
        await stream.UntilAsync("delta");

        var busy = await Http.PostAsync("/api/chat", new { user = "u", session = "s", input = "Second" }).JsonAsync(HttpStatusCode.Conflict);
        await using var queued = await Http.PostAsync("/api/chat", new { user = "u", session = "s", input = "Third", when_busy = "queue" }).EventsAsync();
        _gate.SetResult();

        Assert.Equal(stream.Exchange, busy.GetProperty("exchange").GetString());
        Assert.Equal("completed", (await queued.UntilAsync("exchange.ended"))[^1].Data.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Streams_BeyondTheUsersLimit_AreRefusedWithRetryAfter()
    {
        await using var first = await Http.PostAsync("/api/chat", new { user = "u", session = "s", input = "Hello" }).EventsAsync();
        await using var second = await Http.SendAsync(HttpMethod.Get, "/api/users/u/sessions/s/events").EventsAsync();

        using var third = await Http.SendAsync(HttpMethod.Get, "/api/users/u/sessions/s/events");

        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.NotNull(third.Headers.RetryAfter);
    }

    [Fact]
    public async Task Chat_WhoseModelFails_EndsFailedAndLeavesTheServerWell()
    {
        _gate.SetResult();
        await Http.ChatAsync("u", "Takes the first reply");
        _model.Then(ModelReply.Refusing(400));

        var failed = await Http.ChatAsync("u", "Hello");
        var next = await Http.ChatAsync("u", "Hello again");

        Assert.Equal("failed", failed.GetProperty("exchange").GetProperty("status").GetString());
        Assert.Equal("completed", next.GetProperty("exchange").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Tools_AreCalledAndTheirResultsGoOn()
    {
        _gate.SetResult();
        await Http.ChatAsync("u", "Takes the first reply");
        _model.Then(ModelReply.Saying().CallingTool(0, "call-1", "weather", "{\"city\":\"Bergen\"}"));
        var tools = new[] { new { name = "weather", description = "The weather.", parameters = new { type = "object" } } };
        await using var stream = await Http.PostAsync("/api/chat", new { user = "u", session = "t", input = "Weather in Bergen?", tools }).EventsAsync();
        var call = (await stream.UntilAsync("tool.results_awaited")).Single(item => item.Type == "tool.called").Data.GetProperty("call");

        await Http.PostAsync(
            $"/api/users/u/sessions/t/exchanges/{stream.Exchange}/tool-results",
            new { results = new[] { new { call_id = call.GetProperty("call_id").GetString(), output = "Rain." } } }).StatusAsync(HttpStatusCode.NoContent);

        Assert.Equal("completed", (await stream.UntilAsync("exchange.ended"))[^1].Data.GetProperty("status").GetString());
    }
}
