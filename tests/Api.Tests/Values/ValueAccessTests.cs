using System.Net;
using ChatMemory.Api.Support;
using static ChatMemory.Api.Credentials.CredentialTests;

namespace ChatMemory.Api.Values;

public sealed class ValueAccessTests : IAsyncLifetime
{
    private ApiServer _server = null!;

    private HttpClient Http => _server.Http;

    public async ValueTask InitializeAsync() => _server = await ApiServer.StartAsync(settings:
    [
        .. Key(0, "cmk_acme", "acme", "chat,read,write,admin"), .. Key(1, "cmk_other", "other", "chat,read,write,admin"), .. Key(2, "cmk_reader", "acme", "read"),
    ]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Values_OfATenant_AreNobodyElses()
    {
        await Http.SendAsync(HttpMethod.Put, "/api/values/n/k", 1, "cmk_acme").StatusAsync(HttpStatusCode.OK);

        await Http.SendAsync(HttpMethod.Get, "/api/values/n/k", credential: "cmk_other").StatusAsync(HttpStatusCode.NotFound);
        Assert.Empty((await Http.SendAsync(HttpMethod.Get, "/api/values/n", credential: "cmk_other").JsonAsync()).GetProperty("keys").EnumerateArray());
        await Http.SendAsync(HttpMethod.Get, "/api/values/n/k").StatusAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Key_WithoutAPermission_IsForbidden()
    {
        await Http.SendAsync(HttpMethod.Put, "/api/values/n/k", 1, "cmk_reader").StatusAsync(HttpStatusCode.Forbidden);
        await Http.PostAsync("/api/values/n/k/append", new { items = new[] { 1 } }, "cmk_reader").StatusAsync(HttpStatusCode.Forbidden);
        await Http.SendAsync(HttpMethod.Delete, "/api/values/n/k", credential: "cmk_reader").StatusAsync(HttpStatusCode.Forbidden);
        await Http.SendAsync(HttpMethod.Get, "/api/values/n", credential: "cmk_reader").StatusAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task UserToken_IsForbidden()
    {
        var token = (await Http.PostAsync("/api/tokens", new { user = "ada", permissions = new[] { "read", "write" } }, "cmk_acme").JsonAsync()).GetProperty("token").GetString();

        await Http.SendAsync(HttpMethod.Put, "/api/values/n/k", 1, token).StatusAsync(HttpStatusCode.Forbidden);
        await Http.SendAsync(HttpMethod.Get, "/api/values/n", credential: token).StatusAsync(HttpStatusCode.Forbidden);
    }
}
