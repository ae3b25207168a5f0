using System.Net;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Chat;

public sealed class ChatTests(SharedServer server) : IClassFixture<SharedServer>
{
    private HttpClient Http => server.Http;

    [Fact]
    public async Task Chat_Streaming_SendsNumberedTypedEventsInOrder()
    {
        await using var stream = await Http.PostAsync("/api/chat", new { user = "stream", input = "Hello" }).EventsAsync();

        var seen = await stream.ToEndAsync();

        Assert.Equal("exchange.started", seen[0].Type);
        Assert.Equal("exchange.ended", seen[^1].Type);
        Assert.Contains(seen, item => item.Type == "memories.recalled");
        Assert.Equal(seen.Select(item => item.Id).Order(), seen.Select(item => item.Id));
        Assert.All(seen, item => Assert.Equal(item.Type, item.Data.GetProperty("type").GetString()));
        Assert.All(seen, item => Assert.Equal(item.Id, item.Data.GetProperty("number").GetInt64()));
        Assert.Equal("completed", seen[^1].Data.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Chat_Streaming_TellsProxiesNotToBuffer()
    {
        await using var stream = await Http.PostAsync("/api/chat", new { user = "headers", input = "Hello" }).EventsAsync();

        Assert.Equal("no", stream.Response.Headers.GetValues("X-Accel-Buffering").Single());
        Assert.True(stream.Response.Headers.CacheControl?.NoCache);
    }

    [Fact]
    public async Task Chat_Streamed_IsTheStoredText()
    {
        await using var stream = await Http.PostAsync("/api/chat", new { user = "prefix", input = "Hello" }).EventsAsync();
        var streamed = string.Concat((await stream.ToEndAsync()).Where(item => item.Type == "delta").Select(item => item.Text));

        var stored = await Http.GetJsonAsync($"/api/users/prefix/sessions/{stream.Session}/exchanges/{stream.Exchange}");

        Assert.Equal(stored.GetProperty("output")[0].GetProperty("text").GetString(), streamed);
    }

    [Fact]
    public async Task Chat_WithoutStreaming_AnswersWhole()
    {
        var answer = await Http.ChatAsync("whole", "Hello");

        Assert.Equal("completed", answer.GetProperty("exchange").GetProperty("status").GetString());
        Assert.NotEmpty(answer.GetProperty("text").GetString()!);
        Assert.Equal(1, (await Http.GetJsonAsync($"/api/users/whole/sessions/{answer.GetProperty("session").GetString()}")).GetProperty("exchanges").GetInt32());
    }

    [Fact]
    public async Task Chat_WithAnIdempotencyKeyTwice_IsOneExchange()
    {
        var request = new { user = "twice", session = "s", input = "Hello", idempotency_key = "k", stream = false };

        var first = await Http.PostAsync("/api/chat", request).JsonAsync();
        var second = await Http.PostAsync("/api/chat", request).JsonAsync();

        Assert.Equal(first.GetProperty("exchange").GetProperty("id").GetString(), second.GetProperty("exchange").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Chat_WithAReusedIdempotencyKey_IsRefused()
    {
        await Http.PostAsync("/api/chat", new { user = "reuse", session = "s", input = "Hello", idempotency_key = "k", stream = false }).JsonAsync();

        var problem = await Http.PostAsync("/api/chat", new { user = "reuse", session = "s", input = "Other", idempotency_key = "k" }).JsonAsync(HttpStatusCode.Conflict);

        Assert.Equal("idempotency_key_reused", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Chat_WithMessages_TakesThemAsTheInput()
    {
        var input = new object[] { new { role = "system", text = "Be brief." }, new { role = "user", text = "Hello", name = "Ada" } };

        var answer = await Http.PostAsync("/api/chat", new { user = "items", input, stream = false }).JsonAsync();

        Assert.Equal("Be brief.", answer.GetProperty("exchange").GetProperty("input")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Follow_StartingAfterAnEvent_GoesOnWithTheNext()
    {
        await using var stream = await Http.PostAsync("/api/chat", new { user = "after", input = "Hello" }).EventsAsync();
        var seen = await stream.ToEndAsync();

        await using var again = await Http.SendAsync(
            HttpMethod.Get, $"/api/users/after/sessions/{stream.Session}/exchanges/{stream.Exchange}/events?starting_after={seen[1].Id}").EventsAsync();

        Assert.Equal(seen.Skip(2).Select(item => item.Id), (await again.ToEndAsync()).Select(item => item.Id));
    }

    [Fact]
    public async Task Follow_WithLastEventId_GoesOnWithTheNext()
    {
        await using var stream = await Http.PostAsync("/api/chat", new { user = "last", input = "Hello" }).EventsAsync();
        var seen = await stream.ToEndAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/users/last/sessions/{stream.Session}/events");
        request.Headers.Add("Last-Event-ID", $"{seen[0].Id}");

        await using var again = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken).EventsAsync();

        Assert.Equal(seen.Skip(1).Select(item => item.Id), (await again.UntilAsync("exchange.ended")).Select(item => item.Id));
    }
}
