using System.Net;
using System.Text.Json;
using ChatMemory.Api.Support;
using static ChatMemory.Api.Credentials.CredentialTests;

namespace ChatMemory.Api.Quotas;

/// <summary>A tenant's limit on memories holds on every wire that stores some, and answers go on.</summary>
public sealed class TenantMemoryTests : IAsyncLifetime
{
    private const string Acme = "cmk_acme";
    private const string Other = "cmk_other";

    private ApiServer _server = null!;

    private HttpClient Http => _server.Http;

    public async ValueTask InitializeAsync() => _server = await ApiServer.StartAsync(
        settings: ["--ChatMemory:Memories:MaxPerTenant=1", .. Key(0, Acme, "acme", "chat,read,write,admin"), .. Key(1, Other, "other", "chat,read,write,admin")]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Memories_BeyondATenantsLimit_AreRefusedInEachWiresWords_AndForNoOtherTenant()
    {
        await AddAsync("ada", Acme).StatusAsync(HttpStatusCode.OK);

        using var native = await AddAsync("ben", Acme);
        using var mem0 = await Http.PostAsync(
            "/v3/memories/add/", JsonElement.Parse("""{"user_id":"ben","infer":false,"messages":[{"role":"user","content":"I like tea."}]}"""), Acme);
        var tool = await CallAsync("remember");

        Assert.Equal("ChatMemory:Memories:MaxPerTenant", (await ReadAsync(native)).GetProperty("limit").GetString());
        Assert.Equal(["detail", "error"], (await ReadAsync(mem0)).EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        foreach (var refused in new[] { native, mem0 })
        {
            Assert.Equal((HttpStatusCode)429, refused.StatusCode);
            Assert.Equal("3600", refused.Headers.GetValues("Retry-After").Single());
        }

        Assert.Contains("A limit is reached", tool, StringComparison.Ordinal);
        await AddAsync("ada", Other).StatusAsync(HttpStatusCode.OK);
        var users = await Http.SendAsync(HttpMethod.Get, "/api/usage", credential: Acme).JsonAsync();
        Assert.Equal(1, users.GetProperty("stored").GetProperty("memories").GetInt32());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"run_id\":\"r\",")]
    public async Task AMem0AddThatIsRefused_LeavesNothingBehind(string run)
    {
        await AddAsync("ada", Acme).StatusAsync(HttpStatusCode.OK);
        var body = JsonElement.Parse($$"""{"user_id":"ben",{{run}}"infer":false,"messages":[{"role":"user","content":"I like tea."} ] }""");

        await Http.PostAsync("/v3/memories/add/", body, Acme).StatusAsync((HttpStatusCode)429);

        var events = await Http.SendAsync(HttpMethod.Get, "/v1/events/", credential: Acme).JsonAsync();
        Assert.Equal(0, events.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Answers_GoOn_WhereATenantHasNoRoom_AndTheirTokensAreUsage()
    {
        await AddAsync("ada", Acme).StatusAsync(HttpStatusCode.OK);

        await Http.PostAsync("/api/chat", new { user = "ada", input = "I live in Rome.", stream = false }, Acme).StatusAsync(HttpStatusCode.OK);
        await Http.PostAsync("/v1/chat/completions", new { messages = new[] { new { role = "user", content = "Hello" } } }, Acme).StatusAsync(HttpStatusCode.OK);

        var usage = await Http.SendAsync(HttpMethod.Get, "/api/usage", credential: Acme).JsonAsync();
        var ada = usage.GetProperty("users")[0].GetProperty("usage");
        Assert.True(ada.GetProperty("input_tokens").GetInt32() > 0 && ada.GetProperty("output_tokens").GetInt32() > 0);
        Assert.True(usage.GetProperty("tenant").GetProperty("output_tokens").GetInt32() > ada.GetProperty("output_tokens").GetInt32());
    }

    private Task<HttpResponseMessage> AddAsync(string user, string key) =>
        Http.PostAsync($"/api/users/{user}/memories", new { memories = new[] { new { text = "I like tea." } } }, key);

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

    private async Task<string> CallAsync(string tool)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { jsonrpc = "2.0", id = 1, method = "tools/call", @params = new { name = tool, arguments = new { text = "I like tea." } } }),
            Headers = { { "Accept", "application/json, text/event-stream" }, { "X-User", "ben" }, { "Authorization", $"Bearer {Acme}" } },
        };
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
