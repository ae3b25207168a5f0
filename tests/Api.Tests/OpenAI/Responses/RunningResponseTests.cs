using System.Net;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>Responses whose model is in the middle of its answer; each test has a model of its own to let go on.</summary>
public sealed class RunningResponseTests : IAsyncLifetime
{
    private readonly WireServer _server = new();

    private HttpClient Http => _server.Http;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Background_AnswersAtOnceAndIsFollowedToItsEnd()
    {
        var response = await Http.RespondAsync(new { input = "slowly", background = true });
        Assert.Contains(response.Status(), (string[])["queued", "in_progress"]);
        Assert.True(response.GetProperty("background").GetBoolean());

        await using var events = await Http.FollowAsync(response.Id());
        await events.UntilAsync("response.output_text.delta");
        Assert.Equal("in_progress", (await Http.ResponseAsync(response.Id())).Status());
        _server.GoOn();
        var end = (await events.ToEndAsync())[^1];

        Assert.Equal(("response.completed", "one two"), (end.Type, end.Response().Text()));
        Assert.Equal("completed", (await Http.ResponseAsync(response.Id())).Status());
    }

    [Fact]
    public async Task Background_Streamed_SaysItsIdBeforeTheModelSaysAnything()
    {
        await using var events = await Http.StreamAsync(new { input = "slowly", background = true, stream = true });

        Assert.StartsWith("resp_", (await events.NextAsync())!.Response().Id(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_WhoseClientGoesAway_GoesOnAndIsFollowedAfterItsLastNumber()
    {
        string id;
        List<SeenEvent> seen;
        await using (var stream = await Http.StreamAsync(new { input = "slowly", stream = true }))
        {
            seen = await stream.UntilAsync("response.output_text.delta");
            id = seen[0].Response().Id();
        }

        await using var rest = await Http.FollowAsync(id, seen[^1].Number());
        _server.GoOn();
        var events = await rest.ToEndAsync();

        Assert.Equal(seen[^1].Number() + 1, events[0].Number());
        Assert.Equal("one two", events[^1].Response().Text());
    }

    [Fact]
    public async Task Cancel_EndsTheResponse_AndItsFollowersAreTold()
    {
        var response = await Http.RespondAsync(new { input = "slowly", background = true, user = "cancel" });
        await using var events = await Http.FollowAsync(response.Id());
        await events.UntilAsync("response.output_text.delta");

        var cancelled = await Http.PostAsync($"/v1/responses/{response.Id()}/cancel", body: null).JsonAsync();

        Assert.Equal(("cancelled", "one"), (cancelled.Status(), cancelled.Text()));
        Assert.Equal("cancelled", (await events.ToEndAsync())[^1].Response().Status());
        Assert.Equal("cancelled", (await Http.PostAsync($"/v1/responses/{response.Id()}/cancel", body: null).JsonAsync()).Status());
        await Http.SettleAsync("cancel");
        Assert.Empty(await Http.MemoriesAsync("cancel"));
    }

    [Fact]
    public async Task Delete_OfARunningResponse_StopsIt()
    {
        var response = await Http.RespondAsync(new { input = "slowly", background = true });
        await using var events = await Http.FollowAsync(response.Id());
        await events.UntilAsync("response.output_text.delta");

        await Http.SendAsync(HttpMethod.Delete, $"/v1/responses/{response.Id()}").JsonAsync();

        await Http.ResponseAsync(response.Id(), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Response_AfterOneThatRuns_WaitsForIt()
    {
        var first = await Http.RespondAsync(new { input = "slowly", background = true });
        var second = await Http.RespondAsync(new { input = "then", background = true, previous_response_id = first.Id() });
        Assert.Equal("queued", second.Status());

        await using var events = await Http.FollowAsync(second.Id());
        Assert.Equal("response.created", (await events.NextAsync())!.Type);
        Assert.Equal("response.queued", (await events.NextAsync())!.Type);
        _server.GoOn();

        Assert.Equal("then", (await events.ToEndAsync())[^1].Response().Text());
        Assert.Equal("one two", _server.Model.Requests[^1].Messages[^2].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Response_BesideAPreviousOneThatRuns_IsRefused()
    {
        var first = await Http.RespondAsync(new { input = "slowly", background = true });
        await Http.RespondAsync(new { input = "then", background = true, previous_response_id = first.Id() });

        await Http.PostAsync("/v1/responses", new { input = "or else", previous_response_id = first.Id() }).StatusAsync(HttpStatusCode.Conflict);
    }
}
