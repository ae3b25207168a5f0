using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using ChatMemory.Api.Support;
using ChatMemory.Support;
using Microsoft.Extensions.DependencyInjection;
using static ChatMemory.Api.Credentials.CredentialTests;

namespace ChatMemory.Api.Quotas;

/// <summary>Quotas count the requests of all wires together, and every wire says it in its own words.</summary>
public sealed class QuotaTests : IAsyncLifetime
{
    private const string Acme = "cmk_acme";
    private const string Other = "cmk_other";

    private readonly ManualTime _time = new();
    private ApiServer _server = null!;

    private HttpClient Http => _server.Http;

    public async ValueTask InitializeAsync() => _server = await ApiServer.StartAsync(
        settings:
        [
            "--ChatMemory:Quotas:RequestsPerUser=3", "--ChatMemory:Quotas:RequestsPerTenant=12", "--ChatMemory:Quotas:TrackedUsers=3",
            .. Key(0, Acme, "acme", "chat,read,write,admin"), .. Key(1, Other, "other", "chat,read,write,admin"),
        ],
        configure: builder => builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<RequestQuotas>(services, _time)));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task User_BeyondTheQuota_IsRefusedOnEveryWire_WhileOthersAreServed()
    {
        var token = (await Http.PostAsync("/api/tokens", new { user = "ada" }, Acme).JsonAsync()).GetProperty("token").GetString();
        using var first = await Http.SendAsync(HttpMethod.Get, "/api/users/ada/memories", credential: Acme);
        await Http.SendAsync(HttpMethod.Get, "/api/users/ada/sessions", credential: token).StatusAsync(HttpStatusCode.OK);
        await Http.PostAsync("/v1/chat/completions", new { user = "ada", messages = new[] { new { role = "user", content = "Hello" } } }, Acme).StatusAsync(HttpStatusCode.OK);

        using var chat = await Http.PostAsync("/api/chat", new { user = "ada", input = "Hello" }, Acme);
        using var completion = await Http.PostAsync("/v1/chat/completions", new { user = "ada", messages = new[] { new { role = "user", content = "Hello" } } }, Acme);
        using var mcp = await McpAsync("ada");
        using var path = await Http.SendAsync(HttpMethod.Get, "/api/users/ada/memories", credential: token);

        Assert.Equal("\"user\";q=3;w=60", first.Headers.GetValues("RateLimit-Policy").Single());
        Assert.Equal("\"user\";r=2;t=20", first.Headers.GetValues("RateLimit").Single());
        foreach (var refused in new[] { chat, completion, mcp, path })
        {
            Assert.Equal((HttpStatusCode)429, refused.StatusCode);
            Assert.Equal("20", refused.Headers.GetValues("Retry-After").Single());
            Assert.Equal("\"user\";r=0;t=20", refused.Headers.GetValues("RateLimit").Single());
        }

        Assert.Equal("ChatMemory:Quotas:RequestsPerUser", (await ReadAsync(chat)).GetProperty("limit").GetString());
        Assert.Equal("rate_limit_error", (await ReadAsync(completion)).GetProperty("error").GetProperty("type").GetString());
        Assert.Equal("3", completion.Headers.GetValues("x-ratelimit-limit-requests").Single());
        Assert.Equal("0", completion.Headers.GetValues("x-ratelimit-remaining-requests").Single());
        Assert.Equal("60s", completion.Headers.GetValues("x-ratelimit-reset-requests").Single());
        Assert.False(path.Headers.Contains("x-ratelimit-limit-requests"));
        Assert.Equal("2.0", (await ReadAsync(mcp)).GetProperty("jsonrpc").GetString());

        await Http.SendAsync(HttpMethod.Get, "/api/users/ben/memories", credential: Acme).StatusAsync(HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromSeconds(20));
        await Http.SendAsync(HttpMethod.Get, "/api/users/ada/memories", credential: Acme).StatusAsync(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("POST", "/v3/memories/add/", """{"user_id":"ada","infer":false,"messages":[{"role":"user","content":"I like tea."}]}""")]
    [InlineData("POST", "/v3/memories/search/", """{"query":"tea","filters":{"user_id":"ada"}}""")]
    [InlineData("POST", "/v3/memories/", """{"filters":{"AND":[{"user_id":"ada"}]}}""")]
    [InlineData("DELETE", "/v1/memories/?user_id=ada", null)]
    public async Task Mem0_BeyondTheUsersQuota_IsRefusedInItsWords(string method, string path, string? json)
    {
        object? body = json is null ? null : JsonElement.Parse(json);
        for (var i = 0; i < 3; i++)
            await Http.SendAsync(new(method), path, body, Acme).StatusAsync(HttpStatusCode.OK);

        using var refused = await Http.SendAsync(new(method), path, body, Acme);

        Assert.Equal((HttpStatusCode)429, refused.StatusCode);
        Assert.Equal("20", Header(refused, "Retry-After"));
        Assert.Equal(("3", "0", "60"), (Header(refused, "X-RateLimit-Limit"), Header(refused, "X-RateLimit-Remaining"), Header(refused, "X-RateLimit-Reset")));
        Assert.Equal(["detail", "error"], (await ReadAsync(refused)).EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Realtime_BeyondTheUsersQuota_IsRefusedBeforeTheUpgrade()
    {
        for (var i = 0; i < 3; i++)
            await Http.SendAsync(HttpMethod.Get, "/api/users/ada/memories", credential: Acme).StatusAsync(HttpStatusCode.OK);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("X-User", "ada");
        socket.Options.SetRequestHeader("Authorization", $"Bearer {Acme}");

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(
            new UriBuilder(new Uri(_server.Address, "/v1/realtime")) { Scheme = "ws" }.Uri, TestContext.Current.CancellationToken));

        Assert.Equal((HttpStatusCode)429, socket.HttpStatusCode);
        Assert.Equal("20", socket.HttpResponseHeaders!["Retry-After"].Single());
        Assert.Equal("0", socket.HttpResponseHeaders["x-ratelimit-remaining-requests"].Single());
    }

    [Fact]
    public async Task Tenant_BeyondTheQuota_IsRefused_WhileOthersAreServed()
    {
        for (var i = 0; i < 12; i++)
            await Http.SendAsync(HttpMethod.Get, "/api/values/n", credential: Acme).StatusAsync(HttpStatusCode.OK);

        using var refused = await Http.SendAsync(HttpMethod.Get, "/v1/models", credential: Acme);

        Assert.Equal((HttpStatusCode)429, refused.StatusCode);
        Assert.Equal("5", refused.Headers.GetValues("Retry-After").Single());
        Assert.Equal("\"tenant\";q=12;w=60", refused.Headers.GetValues("RateLimit-Policy").Single());
        Assert.Equal("12", refused.Headers.GetValues("x-ratelimit-limit-requests").Single());
        await Http.SendAsync(HttpMethod.Get, "/v1/models", credential: Other).StatusAsync(HttpStatusCode.OK);
        await Http.SendAsync(HttpMethod.Get, "/health/ready").StatusAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Request_OfNobodyKnown_IsNotCounted()
    {
        for (var i = 0; i < 20; i++)
            await Http.SendAsync(HttpMethod.Get, "/api/users/ada/memories", credential: "cmk_wrong").StatusAsync(HttpStatusCode.Unauthorized);

        using var served = await Http.SendAsync(HttpMethod.Get, "/api/users/ada/memories", credential: Acme);

        Assert.Equal("\"user\";r=2;t=20", served.Headers.GetValues("RateLimit").Single());
    }

    [Fact]
    public async Task Usage_SaysWhatTheTenantAndEachUserAsked()
    {
        for (var i = 0; i < 4; i++)
            await Http.SendAsync(HttpMethod.Get, "/api/users/ada/memories", credential: Other);
        await Http.SendAsync(HttpMethod.Get, "/api/users/ben/memories", credential: Other).StatusAsync(HttpStatusCode.OK);
        await Http.PostAsync("/api/users/ben/memories", new { memories = new[] { new { text = "I like tea." } } }, Other).StatusAsync(HttpStatusCode.OK);

        var ben = await Http.SendAsync(HttpMethod.Get, "/api/users/ben/usage", credential: Other).JsonAsync();
        var usage = await Http.SendAsync(HttpMethod.Get, "/api/usage?limit=1", credential: Other).JsonAsync();
        var rest = await Http.SendAsync(HttpMethod.Get, $"/api/usage?after={usage.GetProperty("next").GetString()}", credential: Other).JsonAsync();
        var acme = await Http.SendAsync(HttpMethod.Get, "/api/usage", credential: Acme).JsonAsync();

        Assert.Equal((3, 0, 1), (Requests(ben.GetProperty("usage")), Refused(ben.GetProperty("usage")), ben.GetProperty("memories").GetInt32()));
        Assert.Equal((8, 1), (Requests(usage.GetProperty("tenant")), Refused(usage.GetProperty("tenant"))));
        Assert.Equal((1, 1), (usage.GetProperty("stored").GetProperty("memories").GetInt32(), usage.GetProperty("stored").GetProperty("written_today").GetInt32()));
        Assert.Equal("ada", usage.GetProperty("users")[0].GetProperty("user").GetString());
        Assert.Equal((4, 1), (Requests(usage.GetProperty("users")[0].GetProperty("usage")), Refused(usage.GetProperty("users")[0].GetProperty("usage"))));
        Assert.Equal("ben", rest.GetProperty("users")[0].GetProperty("user").GetString());
        Assert.Equal((1, 0), (Requests(acme.GetProperty("tenant")), acme.GetProperty("users").GetArrayLength()));
        await Http.SendAsync(HttpMethod.Get, "/api/usage?limit=0", credential: Acme).StatusAsync(HttpStatusCode.BadRequest);
    }

    private static int Requests(JsonElement figures) => figures.GetProperty("requests").GetInt32();

    private static int Refused(JsonElement figures) => figures.GetProperty("refused").GetInt32();

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

    private async Task<HttpResponseMessage> McpAsync(string user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { jsonrpc = "2.0", id = 1, method = "tools/list" }),
            Headers = { { "Accept", "application/json, text/event-stream" }, { "X-User", user }, { "Authorization", $"Bearer {Acme}" } },
        };
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
