using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Values;

public sealed class ValueEndpointTests(SharedServer server) : IClassFixture<SharedServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("null")]
    [InlineData("-0.10e5")]
    [InlineData("\"Grüße \\u0000 👋\"")]
    [InlineData("{ \"b\": [1, {}], \"a\": null }")]
    public async Task Value_IsReadAsItWasWritten(string json)
    {
        var address = Address("any/json ü", $"{json.Length}");

        using var put = await PutAsync(address, json);
        using var got = await server.Http.SendAsync(HttpMethod.Get, address);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (put.StatusCode, got.StatusCode));
        Assert.Equal("application/json", got.Content.Headers.ContentType!.MediaType);
        Assert.Equal(json, await got.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(put.Headers.ETag, got.Headers.ETag);
    }

    [Fact]
    public async Task Head_SaysWhetherThereIsOne_AndAnETagThatIsKnownIsNotSentAgain()
    {
        var address = Address("head", "k");
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.SendAsync(HttpMethod.Head, address)).StatusCode);
        var put = await PutAsync(address, "[1]");

        using var head = await server.Http.SendAsync(HttpMethod.Head, address);
        using var known = await SendAsync(HttpMethod.Get, address, ("If-None-Match", $"{put.Headers.ETag}"));

        Assert.Equal((HttpStatusCode.OK, put.Headers.ETag), (head.StatusCode, head.Headers.ETag));
        Assert.Equal((HttpStatusCode.NotModified, put.Headers.ETag), (known.StatusCode, known.Headers.ETag));
    }

    [Fact]
    public async Task Put_UnderACondition_IsRefusedWhenItDoesNotHold()
    {
        var address = Address("condition", "k");
        var first = await PutAsync(address, "1", ("If-None-Match", "*"));
        var second = await PutAsync(address, "2", ("If-Match", $"W/{first.Headers.ETag}"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        foreach (var (name, value) in new[] { ("If-Match", $"{first.Headers.ETag}"), ("If-None-Match", "*") })
        {
            using var refused = await PutAsync(address, "3", (name, value));
            Assert.Equal((HttpStatusCode.PreconditionFailed, second.Headers.ETag), (refused.StatusCode, refused.Headers.ETag));
            Assert.Contains("\"version_conflict\"", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        Assert.Equal("2", await server.Http.GetStringAsync(address, Cancellation));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await SendAsync(HttpMethod.Delete, address, ("If-Match", $"{first.Headers.ETag}"))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, address, ("If-Match", $"{second.Headers.ETag}"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.SendAsync(HttpMethod.Delete, address)).StatusCode);
    }

    [Theory]
    [InlineData("If-Match", "*")]
    [InlineData("If-Match", "\"1-1\", \"1-2\"")]
    [InlineData("If-Match", "nonsense")]
    [InlineData("If-None-Match", "\"1-1\"")]
    public async Task Put_UnderAConditionOfAnotherKind_IsRefused(string name, string value) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await PutAsync(Address("condition", "other"), "1", (name, value))).StatusCode);

    [Fact]
    public async Task Append_AddsToTheEnd_OnceForEachKey()
    {
        var address = Address("list", "k");
        var first = await server.Http.PostAsync($"{address}/append", new { items = new object?[] { 1, "two", null }, idempotency_key = "turn" }).JsonAsync();
        await server.Http.PostAsync($"{address}/append", new { items = new object[] { 4 } }).JsonAsync();
        var again = await server.Http.PostAsync($"{address}/append", new { items = new object[] { 1 }, idempotency_key = "turn" }).JsonAsync();

        Assert.Equal((3, 4), (first.GetProperty("items").GetInt32(), again.GetProperty("items").GetInt32()));
        Assert.Equal("""[1,"two",null,4]""", await server.Http.GetStringAsync(address, Cancellation));
    }

    [Theory]
    [InlineData("""{"items": []}""", HttpStatusCode.BadRequest)]
    [InlineData("""{}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"items": [1], "ttl_seconds": 0}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"items": [1], "idempotency_key": ""}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"items": [1]}""", HttpStatusCode.Conflict)]
    public async Task Append_ThatCannotBe_IsRefused(string body, HttpStatusCode status)
    {
        var address = Address("list", "no list");
        await PutAsync(address, "{}");

        using var refused = await server.Http.PostAsync($"{address}/append", new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);

        Assert.Equal(status, refused.StatusCode);
    }

    [Fact]
    public async Task Value_ThatIsTooLarge_IsRefused()
    {
        var address = Address("large", "k");
        var half = new string('x', 600_000);
        await server.Http.PostAsync($"{address}/append", new { items = new[] { half } }).JsonAsync();

        await server.Http.PostAsync($"{address}/append", new { items = new[] { half } }).StatusAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PutAsync(address, $"\"{half}{half}\"")).StatusCode);
    }

    [Fact]
    public async Task TimeToLive_IsToldAndKept()
    {
        var address = Address("ttl", "k");
        using var put = await PutAsync($"{address}?ttl_seconds=60", "1");
        using var got = await server.Http.SendAsync(HttpMethod.Get, address);
        var expiry = (await ReadAsync(put)).GetProperty("expires_at").GetDateTimeOffset();

        Assert.Equal(expiry, DateTimeOffset.Parse(got.Headers.GetValues("X-Expires-At").Single(), CultureInfo.InvariantCulture));
        Assert.Equal(expiry, (await server.Http.GetJsonAsync("/api/values/ttl")).GetProperty("keys")[0].GetProperty("expires_at").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        using var forever = await PutAsync(address, "1");
        Assert.False((await ReadAsync(forever)).TryGetProperty("expires_at", out _));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("0")]
    [InlineData("1e300")]
    public async Task TimeToLive_ThatCannotBe_IsRefused(string seconds) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await PutAsync($"{Address("ttl", "refused")}?ttl_seconds={seconds}", "1")).StatusCode);

    [Fact]
    public async Task Keys_AreListedByPattern_InPages()
    {
        foreach (var key in (string[])["chat/1", "chat/2", "chat/3", "other"])
            await PutAsync(Address("keys", key), "1");

        var first = await server.Http.GetJsonAsync("/api/values/keys?pattern=chat/*&limit=2");
        var second = await server.Http.GetJsonAsync($"/api/values/keys?pattern=chat/*&limit=2&after={Uri.EscapeDataString(first.GetProperty("next").GetString()!)}");
        var none = await server.Http.GetJsonAsync("/api/values/nothing");

        Assert.Equal(["chat/1", "chat/2"], first.GetProperty("keys").EnumerateArray().Select(it => it.GetProperty("key").GetString()));
        Assert.Equal(["chat/3"], second.GetProperty("keys").EnumerateArray().Select(it => it.GetProperty("key").GetString()));
        Assert.False(second.TryGetProperty("next", out _));
        Assert.Empty(none.GetProperty("keys").EnumerateArray());
        await server.Http.GetJsonAsync("/api/values/keys?limit=0", HttpStatusCode.BadRequest);
        await server.Http.GetJsonAsync("/api/values/..%2F", HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("1 2", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("1", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task Put_OfWhatIsNoJson_IsRefused(string body, string type, HttpStatusCode status)
    {
        using var refused = await server.Http.PutAsync(Address("bad", "k"), new StringContent(body, Encoding.UTF8, type), Cancellation);

        Assert.Equal(status, refused.StatusCode);
    }

    private static string Address(string space, string key) => $"/api/values/{Uri.EscapeDataString(space)}/{Uri.EscapeDataString(key)}";

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement;

    private Task<HttpResponseMessage> PutAsync(string address, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, address, new StringContent(json, Encoding.UTF8, "application/json"), headers);

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, params (string Name, string Value)[] headers) =>
        SendAsync(method, address, content: null, headers);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, HttpContent? content, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await server.Http.SendAsync(request, Cancellation);
    }
}
