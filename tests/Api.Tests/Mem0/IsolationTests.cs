using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Mem0;

/// <summary>Who may see what: an id alone opens nothing.</summary>
public sealed class IsolationTests : IAsyncLifetime
{
    private const string Acme = "cmk_acme";
    private const string Reader = "cmk_acme_reader";
    private const string Other = "cmk_other";

    private ApiServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ApiServer.StartAsync(settings:
    [
        .. CredentialTests.Key(0, Acme, "acme", "chat,read,write,admin"),
        .. CredentialTests.Key(1, Other, "other", "chat,read,write,admin"),
        .. CredentialTests.Key(2, Reader, "acme", "read"),
    ]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Key_ComesInMem0sScheme()
    {
        var ping = await SendAsync(HttpMethod.Get, "/v1/ping/", Acme).JsonAsync();
        var refused = await SendAsync(HttpMethod.Get, "/v1/ping/", "cmk_wrong").JsonAsync(HttpStatusCode.Unauthorized);

        Assert.Equal(("ok", "acme", "acme"), (ping.GetProperty("status").GetString(), ping.GetProperty("org_id").GetString(), ping.GetProperty("project_id").GetString()));
        Assert.Equal("detail", refused.EnumerateObject().Single().Name);
    }

    [Fact]
    public async Task Memory_OfAnotherTenant_IsNotFound()
    {
        var id = await StoreAsync(Acme, "u", "Acme's secret.");
        var byId = $"/v1/memories/{id}/";

        await SendAsync(HttpMethod.Get, byId, Acme).StatusAsync(HttpStatusCode.OK);
        await SendAsync(HttpMethod.Get, byId, Other).StatusAsync(HttpStatusCode.NotFound);
        await SendAsync(HttpMethod.Put, byId, Other, new { text = "Taken." }).StatusAsync(HttpStatusCode.NotFound);
        await SendAsync(HttpMethod.Delete, byId, Other).StatusAsync(HttpStatusCode.NotFound);
        var listed = await SendAsync(HttpMethod.Post, "/v3/memories/", Other, new { filters = new { user_id = "u" } }).JsonAsync();
        Assert.Equal(0, listed.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task UserToken_ReachesItsOwnUserOnly()
    {
        var foreign = await StoreAsync(Acme, "ben", "Ben's secret.");
        var issued = await _server.Http.PostAsync("/api/tokens", new { user = "ann", expires_in_seconds = 600, permissions = new[] { "read", "write" } }, Acme).JsonAsync();
        var token = issued.GetProperty("token").GetString()!;
        var own = await StoreAsync(token, "ann", "Ann's own.");
        var unnamed = await StoreAsync(token, user: null, "Ann's too.");

        await SendAsync(HttpMethod.Get, $"/v1/memories/{own}/", token).StatusAsync(HttpStatusCode.OK);
        Assert.Equal("ann", (await SendAsync(HttpMethod.Get, $"/v1/memories/{unnamed}/", token).JsonAsync()).GetProperty("user_id").GetString());
        await SendAsync(HttpMethod.Get, $"/v1/memories/{foreign}/", token).StatusAsync(HttpStatusCode.NotFound);
        await SendAsync(HttpMethod.Delete, $"/v1/memories/{foreign}/", token).StatusAsync(HttpStatusCode.NotFound);
        await SendAsync(HttpMethod.Post, "/v3/memories/add/", token, Statement("ben", "Ben lies.")).StatusAsync(HttpStatusCode.NotFound);
        Assert.Equal(2, await CountAsync(token, new { }));
        Assert.Equal(0, await CountAsync(token, new { user_id = "ben" }));
        await SendAsync(HttpMethod.Delete, "/v1/memories/?user_id=*", token).StatusAsync(HttpStatusCode.OK);
        Assert.Equal(0, await CountAsync(token, new { }));
        Assert.Equal(1, await CountAsync(Acme, new { user_id = "ben" }));
    }

    [Fact]
    public async Task Everybody_IsForKeysWithAdmin()
    {
        await StoreAsync(Acme, "u", "Something.");

        await SendAsync(HttpMethod.Post, "/v3/memories/", Reader, new { filters = new { user_id = "*" } }).StatusAsync(HttpStatusCode.Forbidden);
        Assert.Equal(1, await CountAsync(Acme, new { user_id = "*" }));
        Assert.Equal(1, await CountAsync(Reader, new { user_id = "u" }));
        await SendAsync(HttpMethod.Post, "/v3/memories/add/", Reader, Statement("u", "Not allowed.")).StatusAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Memory_OfAnErasedUser_IsNotFoundAndItsIdNeverComesBack()
    {
        var id = await StoreAsync(Acme, "gone", "Soon forgotten.");

        await _server.Http.SendAsync(HttpMethod.Delete, "/api/users/gone", credential: Acme).StatusAsync(HttpStatusCode.NoContent);
        var later = await StoreAsync(Acme, "gone", "Soon forgotten.");

        await SendAsync(HttpMethod.Get, $"/v1/memories/{id}/", Acme).StatusAsync(HttpStatusCode.NotFound);
        await SendAsync(HttpMethod.Get, $"/v1/memories/{later}/", Acme).StatusAsync(HttpStatusCode.OK);
    }

    private static object Statement(string? user, string text) => new { messages = new[] { new { role = "user", content = text } }, user_id = user, infer = false };

    private async Task<string> StoreAsync(string credential, string? user, string text) =>
        (await SendAsync(HttpMethod.Post, "/v3/memories/add/", credential, Statement(user, text)).JsonAsync()).GetProperty("results")[0].GetProperty("id").GetString()!;

    private async Task<int> CountAsync(string credential, object filters) =>
        (await SendAsync(HttpMethod.Post, "/v3/memories/", credential, new { filters }).JsonAsync()).GetProperty("count").GetInt32();

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string credential, object? body = null) => _server.Http.SendAsync(
        new(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body, options: JsonSerializerOptions.Default),
            Headers = { Authorization = new AuthenticationHeaderValue("Token", credential) },
        },
        Cancellation);
}
