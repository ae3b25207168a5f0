using System.Net;
using ChatMemory.Api.Support;
using ChatMemory.Support.StandIn;

namespace ChatMemory.Api.Streaming;

/// <summary>What becomes of open streams when the server stops. The model holds its answer back until the test lets it go on.</summary>
public sealed class ShutdownTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StandInModel _model = null!;

    private static IEnumerable<string> Settings(string grace) =>
        ["--ChatMemory:Extraction:Extractor=Off", $"--ChatMemory:Host:ShutdownGrace={grace}"];

    public async ValueTask InitializeAsync()
    {
        _model = await StandInModel.StartAsync();
        _model.Then(ModelReply.Saying("one ", "two").WaitingFor(_gate.Task, afterToken: 1));
    }

    public async ValueTask DisposeAsync()
    {
        _gate.TrySetResult();
        await _model.DisposeAsync();
    }

    [Theory]
    [InlineData("/api/chat", "delta", "exchange.ended")]
    [InlineData("/v1/responses", "response.output_text.delta", "response.completed")]
    public async Task Stop_WhileAnAnswerStreams_LetsTheStreamEnd(string path, string begun, string completed)
    {
        await using var server = await ApiServer.StartAsync(_model, Settings(grace: "00:01:00"));
        await using var stream = await server.Http.PostAsync(path, new { user = "u", input = "Hello", stream = true }).EventsAsync();
        await stream.UntilAsync(begun);
        await using var feed = await server.Http.SendAsync(HttpMethod.Get, "/api/users/u/memories/events").EventsAsync();

        var stopping = server.StopAsync();
        // What has no end of its own does not keep the server; when it has been told, the server is stopping.
        Assert.Equal("error", (await feed.ToEndAsync())[^1].Type);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        using var late = await server.Http.PostAsync("/api/chat", new { user = "u", input = "And me?" });
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (late.StatusCode, late.Headers.RetryAfter is not null));
        _gate.SetResult();

        Assert.Equal(completed, (await stream.ToEndAsync())[^1].Type);
        await stopping;
    }

    [Fact]
    public async Task Stop_WhileAnAnswerDoesNotEnd_CutsItAfterTheGrace()
    {
        await using var server = await ApiServer.StartAsync(_model, Settings(grace: "00:00:00"));
        await using var stream = await server.Http.PostAsync("/api/chat", new { user = "u", input = "Hello" }).EventsAsync();
        await stream.UntilAsync("delta");

        var stopping = server.StopAsync();

        var last = (await stream.ToEndAsync())[^1];
        Assert.Equal(("error", "stopping"), (last.Type, last.Data.GetProperty("code").GetString()));
        await stopping;
    }
}
