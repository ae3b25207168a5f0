using System.Net;
using System.Text;
using System.Text.Json;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Problems;

/// <summary>What a request gets that cannot be meant: a problem (RFC 9457) that names every field, and never a half-done write.</summary>
public sealed class RefusalTests(SharedServer server) : IClassFixture<SharedServer>
{
    private const string Chat = "/api/chat";
    private const string Memories = "/api/users/u/memories";

    private HttpClient Http => server.Http;

    [Theory]
    [InlineData(Chat, """{"user":"u","input":"x","bogus":1}""", "bogus")]
    [InlineData(Chat, """{"user":"u","input":"x","memory":{"scope":{"bogus":1}}}""", "memory.scope.bogus")]
    [InlineData(Chat, """{"user":"u","input":[{"role":"user","text":"x","bogus":1}]}""", "input[0].bogus")]
    [InlineData(Memories, """{"memories":[{"text":"x"},{"text":"y","bogus":1}]}""", "memories[1].bogus")]
    [InlineData(Memories + "/recall", """{"text":"x","filter":{"and":[{"bogus":1}]}}""", "filter.and[0].bogus")]
    [InlineData("/api/tokens", """{"user":"u","bogus":1}""", "bogus")]
    public async Task UnknownField_IsRefusedByName(string path, string body, string field)
    {
        var problem = await PostAsync(path, body);

        Assert.StartsWith("Unknown", problem.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Chat, """{"user":"u"}""", "input")]
    [InlineData(Chat, """{"user":"u","input":null}""", "input")]
    [InlineData(Chat, """{"input":"x"}""", "user")]
    [InlineData(Chat, """{"user":"..","input":"x"}""", "user")]
    [InlineData(Chat, """{"user":"","input":"x"}""", "user")]
    [InlineData(Chat, """{"user":"u","input":[]}""", "input")]
    [InlineData(Chat, """{"user":"u","input":[{"role":"assistant","text":"x"}]}""", "input[0]")]
    [InlineData(Chat, """{"user":"u","input":"x","deadline_seconds":0}""", "deadline_seconds")]
    [InlineData(Chat, """{"user":"u","input":"x","when_busy":"sometimes"}""", "when_busy")]
    [InlineData(Chat, """{"user":"u","input":"x","input":"y"}""", "input")]
    [InlineData(Chat, """{"user":"u","input":"x" """, "body")]
    [InlineData(Chat, "[]", "body")]
    [InlineData(Memories, "{}", "memories")]
    [InlineData(Memories, """{"memories":[{"text":""}]}""", "memories[0].text")]
    [InlineData(Memories + "/recall", """{"text":"x","limit":0}""", "limit")]
    [InlineData(Memories + "/recall", """{"text":"x","filter":{"created_at":{"gte":"tomorrow"}}}""", "filter.created_at.gte")]
    [InlineData(Memories + "/delete", "{}", "ids")]
    [InlineData("/api/users/u/sessions/s/exchanges", """{"exchanges":[]}""", "exchanges")]
    public async Task BadField_IsNamed(string path, string body, string field)
    {
        var problem = await PostAsync(path, body);

        Assert.Contains(field, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData("/api/users/u/memories/not-an-id", "memory")]
    [InlineData("/api/users/u/sessions/s/exchanges/not-an-id", "exchange")]
    [InlineData("/api/users/a%0Ab/memories", "user")]
    [InlineData("/api/users/u/memories?limit=0", "limit")]
    [InlineData("/api/users/u/sessions/s/exchanges?before=x", "before")]
    [InlineData("/api/users/u/memories/events?starting_after=-1", "starting_after")]
    public async Task BadIdOrParameter_IsNamed(string path, string field)
    {
        var problem = await Http.GetJsonAsync(path, HttpStatusCode.BadRequest);

        Assert.Contains(field, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData("/api/users/u/sessions/none")]
    [InlineData("/api/users/u/sessions/none/events")]
    [InlineData("/api/users/u/sessions/none/exchanges")]
    [InlineData("/api/users/u/memories/01a1fc45-10f9-7cb7-8aed-d75b9d13a09a")]
    [InlineData("/api/users/u/memories/01a1fc45-10f9-7cb7-8aed-d75b9d13a09a/history")]
    [InlineData("/api/nothing/here")]
    public async Task WhatIsNotThere_IsNotFound(string path)
    {
        var problem = await Http.GetJsonAsync(path, HttpStatusCode.NotFound);

        Assert.Equal(404, problem.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task OversizedBody_IsRefused()
    {
        await using var small = await ApiServer.StartAsync(settings: ["--ChatMemory:Api:MaxBodyBytes=2048"]);

        var problem = await small.Http.PostAsync(Chat, new { user = "u", input = new string('x', 4096) }).JsonAsync(HttpStatusCode.RequestEntityTooLarge);

        Assert.Equal("body_too_large", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task BodyThatIsNotJson_IsRefused()
    {
        using var body = new StringContent("""{"user":"u","input":"x"}""", Encoding.UTF8, "text/plain");
        using var response = await Http.PostAsync(new Uri(Chat, UriKind.Relative), body, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    private async Task<JsonElement> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await Http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken).JsonAsync(HttpStatusCode.BadRequest);
    }
}
