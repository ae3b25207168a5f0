using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using ChatMemory.Api.Mem0.Webhooks;
using ChatMemory.Api.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Api.Mem0;

public sealed class WebhookTests : IAsyncLifetime
{
    private const string Path = "/api/v1/webhooks/projects/default/";

    private readonly Channel<Received> _received = Channel.CreateUnbounded<Received>();
    private readonly Queue<int> _statuses = new();
    private WebApplication _receiver = null!;
    private ApiServer _server = null!;

    private HttpClient Http => _server.Http;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _receiver = builder.Build();
        _receiver.Urls.Add("http://127.0.0.1:0");
        _receiver.MapPost("/hook", TakeAsync);
        await _receiver.StartAsync(Cancellation);
        _server = await ApiServer.StartAsync(settings:
            ["--ChatMemory:Mem0:AllowPrivateWebhooks=true", "--ChatMemory:Mem0:WebhookEvery=00:00:00.050", "--ChatMemory:Extraction:Extractor=Rules"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Webhook_IsToldSignedOfWhatHappensOnAnyWire()
    {
        await Http.AddAsync("ann", new { text = "Before the webhook." });
        var secret = await RegisterAsync("memory_add", "memory_update", "memory_delete");

        await Http.AddAsync("ann", new { text = "I keep bees." });
        var added = await NextAsync(secret);
        await Http.SendAsync(HttpMethod.Put, $"/v1/memories/{added.Id}/", new { text = "I keep goats." }).StatusAsync(HttpStatusCode.OK);
        var updated = await NextAsync(secret);
        await Http.SendAsync(HttpMethod.Delete, $"/v1/memories/{added.Id}/").StatusAsync(HttpStatusCode.OK);
        var deleted = await NextAsync(secret);

        Assert.Equal(("ADD", "I keep bees."), (added.Event, added.Memory));
        Assert.Equal(("UPDATE", "I keep goats.", added.Id), (updated.Event, updated.Memory, updated.Id));
        Assert.Equal(("DELETE", null, added.Id), (deleted.Event, deleted.Memory, deleted.Id));
        Assert.Equal(3, new[] { added.MessageId, updated.MessageId, deleted.MessageId }.Distinct().Count());
    }

    [Fact]
    public async Task Webhook_HearsOnlyWhatItAskedFor()
    {
        var secret = await RegisterAsync("memory_delete");

        await Http.AddAsync("ann", new { text = "I keep bees." });
        await Http.PostAsync("/api/users/ann/memories/delete", new { filter = new { } }).JsonAsync();

        Assert.Equal("DELETE", (await NextAsync(secret)).Event);
    }

    [Fact]
    public async Task Webhook_ThatFails_IsSentTheSameMessageAgain()
    {
        _statuses.Enqueue(StatusCodes.Status500InternalServerError);
        var secret = await RegisterAsync("memory_add");

        await Http.AddAsync("ann", new { text = "I keep bees." }, new { text = "I keep hens." });
        var refused = await NextAsync(secret);
        var again = await NextAsync(secret);
        var next = await NextAsync(secret);

        Assert.Equal(refused.MessageId, again.MessageId);
        Assert.Equal(("I keep bees.", "I keep hens."), (again.Memory, next.Memory));
    }

    [Fact]
    public async Task Webhooks_AreListedChangedAndRemoved_AndTheirSecretIsShownOnce()
    {
        var made = await Http.PostAsync(Path, Request("http://example.com/hook", "memory_add")).JsonAsync(HttpStatusCode.Created);
        var id = made.GetProperty("webhook_id").GetString();

        await Http.SendAsync(HttpMethod.Put, $"/api/v1/webhooks/{id}/", new { name = "renamed" }).StatusAsync(HttpStatusCode.OK);
        var listed = await Http.GetJsonAsync(Path);
        await Http.SendAsync(HttpMethod.Delete, $"/api/v1/webhooks/{id}/").StatusAsync(HttpStatusCode.OK);

        Assert.StartsWith("whsec_", made.GetProperty("secret").GetString(), StringComparison.Ordinal);
        Assert.Equal(("renamed", true, "default"), (listed[0].GetProperty("name").GetString(), listed[0].GetProperty("is_active").GetBoolean(), listed[0].GetProperty("project").GetString()));
        Assert.False(listed[0].TryGetProperty("secret", out _));
        Assert.Equal(0, (await Http.GetJsonAsync(Path)).GetArrayLength());
        await Http.SendAsync(HttpMethod.Delete, $"/api/v1/webhooks/{id}/").StatusAsync(HttpStatusCode.NotFound);
        await Http.GetJsonAsync("/api/v1/webhooks/projects/other/", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("ftp://example.com")]
    [InlineData("http://user:password@example.com")]
    [InlineData("/hook")]
    public async Task Webhook_ToWhatIsNoAddress_IsRefused(string url) =>
        await Http.PostAsync(Path, Request(url, "memory_add")).StatusAsync(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("http://localhost/hook")]
    [InlineData("http://127.0.0.1/hook")]
    [InlineData("http://2130706433/hook")]
    [InlineData("http://[::1]/hook")]
    [InlineData("http://[::ffff:10.0.0.1]/hook")]
    [InlineData("http://192.168.1.1/hook")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[fd00::1]/hook")]
    public async Task Webhook_ToAPrivateAddress_IsRefusedUnlessAllowed(string url)
    {
        await using var strict = await ApiServer.StartAsync();

        await strict.Http.PostAsync(Path, Request(url, "memory_add")).StatusAsync(HttpStatusCode.BadRequest);
    }

    // The name is public when it is registered; what it leads to counts when it is connected to.
    [Fact]
    public async Task Client_DoesNotConnectToAPrivateAddressBehindAName()
    {
        using var strict = new WebhookClient(Microsoft.Extensions.Options.Options.Create(new Mem0Options()));
        var port = new Uri(_receiver.Urls.First()).Port;

        Assert.False(await strict.SendAsync($"http://localhost:{port}/hook", "{}"u8.ToArray(), new Dictionary<string, string>(), Cancellation));
        Assert.False(_received.Reader.TryRead(out _));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("100.64.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("::", false)]
    public void Address_IsPublicOrNot(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddresses.Includes(IPAddress.Parse(address)));

    private static object Request(string url, params string[] types) => new { name = "hook", url, event_types = types };

    private async Task<string> RegisterAsync(params string[] types) =>
        (await Http.PostAsync(Path, Request($"{_receiver.Urls.First()}/hook", types)).JsonAsync(HttpStatusCode.Created)).GetProperty("secret").GetString()!;

    private async Task<Received> NextAsync(string secret)
    {
        var message = await _received.Reader.ReadAsync(Cancellation);
        var expected = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{message.MessageId}.{message.Timestamp}.{message.Body}"));
        Assert.Equal($"v1,{Convert.ToBase64String(expected)}", message.Signature);
        Assert.InRange(long.Parse(message.Timestamp), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 300, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 1);
        return message;
    }

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(Cancellation);
        await _received.Writer.WriteAsync(
            new(body, request.Headers["webhook-id"].ToString(), request.Headers["webhook-timestamp"].ToString(), request.Headers["webhook-signature"].ToString()), Cancellation);
        return Results.StatusCode(_statuses.TryDequeue(out var status) ? status : StatusCodes.Status204NoContent);
    }

    private sealed record Received(string Body, string MessageId, string Timestamp, string Signature)
    {
        private JsonElement Details => JsonDocument.Parse(Body).RootElement.GetProperty("event_details");

        public string Id => Details.GetProperty("id").GetString()!;

        public string Event => Details.GetProperty("event").GetString()!;

        public string? Memory => Details.GetProperty("data").GetProperty("memory").GetString();
    }
}
