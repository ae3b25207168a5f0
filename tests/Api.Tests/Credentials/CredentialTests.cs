using System.Net;
using ChatMemory.Api.Support;
using ChatMemory.Support;
using Microsoft.Extensions.DependencyInjection;

namespace ChatMemory.Api.Credentials;

public sealed class CredentialTests : IAsyncLifetime
{
    private const string Acme = "cmk_acme";
    private const string AcmeReader = "cmk_acme_reader";
    private const string Other = "cmk_other";

    private readonly ManualTime _time = new();
    private ApiServer _server = null!;

    private HttpClient Http => _server.Http;

    public async ValueTask InitializeAsync() => _server = await ApiServer.StartAsync(
        settings: [.. Key(0, Acme, "acme", "chat,read,write,admin"), .. Key(1, Other, "other", "chat,read,write,admin"), .. Key(2, AcmeReader, "acme", "read")],
        configure: builder => builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<UserTokens>(services, _time)));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("cmk_wrong")]
    [InlineData("cmt_AAAA")]
    [InlineData("cmt_")]
    public async Task Request_WithoutAValidCredential_IsUnauthorized(string? credential)
    {
        using var response = await Http.SendAsync(HttpMethod.Get, "/api/users/u/memories", credential: credential);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task Health_NeedsNoCredential() => await Http.GetJsonAsync("/health/ready");

    [Fact]
    public async Task Key_InItsOwnHeader_IsTaken()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/users/u/memories") { Headers = { { "X-API-Key", Acme } } };

        await Http.SendAsync(request, TestContext.Current.CancellationToken).StatusAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Tenants_SeeNothingOfEachOther()
    {
        var added = await Http.PostAsync("/api/users/u/memories", new { memories = new[] { new { text = "Acme's secret." } } }, Acme).JsonAsync();
        var id = added.GetProperty("results")[0].GetProperty("memory").GetString();
        await Http.PostAsync("/api/chat", new { user = "u", session = "s", input = "Hello", stream = false }, Acme).JsonAsync();

        await GetAsync($"/api/users/u/memories/{id}", Acme, HttpStatusCode.OK);
        await GetAsync($"/api/users/u/memories/{id}", Other, HttpStatusCode.NotFound);
        await GetAsync("/api/users/u/sessions/s", Other, HttpStatusCode.NotFound);
        var users = await Http.SendAsync(HttpMethod.Get, "/api/users", credential: Other).JsonAsync();
        Assert.DoesNotContain("u", users.GetProperty("users").EnumerateArray().Select(user => user.GetString()));
    }

    [Fact]
    public async Task Key_WithoutAPermission_IsForbidden()
    {
        await GetAsync("/api/users/u/memories", AcmeReader, HttpStatusCode.OK);
        await Http.PostAsync("/api/users/u/memories", new { memories = new[] { new { text = "x" } } }, AcmeReader).StatusAsync(HttpStatusCode.Forbidden);
        await Http.PostAsync("/api/chat", new { user = "u", input = "x" }, AcmeReader).StatusAsync(HttpStatusCode.Forbidden);
        await Http.SendAsync(HttpMethod.Delete, "/api/users/u", credential: AcmeReader).StatusAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task UserToken_SpeaksForItsUserOnly()
    {
        var token = await TokenAsync(new { user = "ada" });

        await GetAsync("/api/users/ada/memories", token, HttpStatusCode.OK);
        await GetAsync("/api/users/bob/memories", token, HttpStatusCode.NotFound);
        await Http.PostAsync("/api/chat", new { user = "bob", input = "x" }, token).StatusAsync(HttpStatusCode.NotFound);
        await Http.PostAsync("/api/recall", new { users = new[] { "ada" }, text = "x" }, token).StatusAsync(HttpStatusCode.Forbidden);
        var answer = await Http.PostAsync("/api/chat", new { session = "s", input = "Hello", stream = false }, token).JsonAsync();
        Assert.Equal("s", answer.GetProperty("session").GetString());
        await GetAsync("/api/users/ada/sessions/s", Acme, HttpStatusCode.OK);
    }

    [Fact]
    public async Task UserToken_CannotIssueTokensOrErase()
    {
        var token = await TokenAsync(new { user = "ada" });

        await Http.PostAsync("/api/tokens", new { user = "ada" }, token).StatusAsync(HttpStatusCode.Forbidden);
        await Http.SendAsync(HttpMethod.Delete, "/api/users/ada", credential: token).StatusAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task UserToken_WithFewerPermissions_HasOnlyThose()
    {
        var token = await TokenAsync(new { user = "ada", permissions = new[] { "read" } });

        await GetAsync("/api/users/ada/memories", token, HttpStatusCode.OK);
        await Http.PostAsync("/api/chat", new { input = "x" }, token).StatusAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task UserToken_AfterItsTime_IsUnauthorized()
    {
        var acme = _server.Services.GetRequiredService<KeyRing>().Find(Acme)!;
        var token = _server.Services.GetRequiredService<UserTokens>()
            .Issue(acme, Keys.UserId.Parse("ada"), Permissions.Read, _time.GetUtcNow().AddMinutes(1));
        await GetAsync("/api/users/ada/memories", token, HttpStatusCode.OK);

        _time.Advance(TimeSpan.FromMinutes(2));

        await GetAsync("/api/users/ada/memories", token, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task UserToken_ThatLivesTooLong_IsRefused() =>
        await Http.PostAsync("/api/tokens", new { user = "ada", expires_in_seconds = 1_000_000 }, Acme).StatusAsync(HttpStatusCode.BadRequest);

    internal static string[] Key(int index, string key, string tenant, string permissions) =>
    [
        $"--ChatMemory:Keys:{index}:Name={tenant}",
        $"--ChatMemory:Keys:{index}:Hash={Convert.ToHexStringLower(ApiKey.HashOf(key))}",
        $"--ChatMemory:Keys:{index}:Tenant={tenant}",
        $"--ChatMemory:Keys:{index}:Permissions={permissions}",
    ];

    private async Task<string> TokenAsync(object request) =>
        (await Http.PostAsync("/api/tokens", request, Acme).JsonAsync()).GetProperty("token").GetString()!;

    private Task GetAsync(string path, string credential, HttpStatusCode expected) =>
        Http.SendAsync(HttpMethod.Get, path, credential: credential).StatusAsync(expected);
}
