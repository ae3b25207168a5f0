using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace ChatMemory.Api.Support;

/// <summary>The API in the words of the tests.</summary>
internal static class HttpWords
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> SendAsync(this HttpClient http, HttpMethod method, string path, object? body = null, string? credential = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (credential is not null)
            request.Headers.Authorization = new("Bearer", credential);
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    public static Task<HttpResponseMessage> PostAsync(this HttpClient http, string path, object? body, string? credential = null) =>
        http.SendAsync(HttpMethod.Post, path, body, credential);

    /// <summary>The JSON of a response that must have a status.</summary>
    public static async Task<JsonElement> JsonAsync(this Task<HttpResponseMessage> sending, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await sending;
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(expected == response.StatusCode, $"Expected {expected}, got {response.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    public static async Task StatusAsync(this Task<HttpResponseMessage> sending, HttpStatusCode expected) => await sending.JsonAsync(expected);

    public static Task<JsonElement> GetJsonAsync(this HttpClient http, string path, HttpStatusCode expected = HttpStatusCode.OK) =>
        http.SendAsync(HttpMethod.Get, path).JsonAsync(expected);

    /// <summary>The whole answer to one input.</summary>
    public static Task<JsonElement> ChatAsync(this HttpClient http, string user, string input, string? session = null) =>
        http.PostAsync("/api/chat", session is null ? new { user, input, stream = false } : (object)new { user, session, input, stream = false }).JsonAsync();

    public static async Task SettleAsync(this HttpClient http, string user)
    {
        var settled = await http.PostAsync($"/api/users/{Uri.EscapeDataString(user)}/settle?timeout_seconds=110", body: null).JsonAsync();
        Assert.True(settled.GetProperty("settled").GetBoolean());
    }

    public static async Task<string[]> MemoriesAsync(this HttpClient http, string user) =>
        [.. (await http.GetJsonAsync($"/api/users/{Uri.EscapeDataString(user)}/memories?limit=1000")).GetProperty("memories").EnumerateArray()
            .Select(memory => memory.GetProperty("text").GetString()!)];

    public static async Task<string[]> RecallAsync(this HttpClient http, string user, string text, object? filter = null) =>
        [.. (await http.PostAsync($"/api/users/{Uri.EscapeDataString(user)}/memories/recall", filter is null ? new { text } : (object)new { text, filter }).JsonAsync())
            .GetProperty("memories").EnumerateArray().Select(found => found.GetProperty("memory").GetProperty("text").GetString()!)];

    public static Task AddAsync(this HttpClient http, string user, params object[] memories) =>
        http.PostAsync($"/api/users/{Uri.EscapeDataString(user)}/memories", new { memories }).JsonAsync();

    /// <summary>Opens a stream of events.</summary>
    public static async Task<EventReader> EventsAsync(this Task<HttpResponseMessage> sending)
    {
        var response = await sending;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new(response, SseParser.Create(await response.Content.ReadAsStreamAsync(Cancellation)).EnumerateAsync(Cancellation).GetAsyncEnumerator(Cancellation));
    }
}

/// <summary>One event as it came.</summary>
internal sealed record SeenEvent(long? Id, string Type, JsonElement Data)
{
    /// <summary>The id as it came, which need not be a number.</summary>
    public string? Place { get; init; }

    public string? Text => Data.TryGetProperty("text", out var text) ? text.GetString() : null;
}

/// <summary>Reads a stream of events as far as a test wants.</summary>
internal sealed class EventReader(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> items) : IAsyncDisposable
{
    public HttpResponseMessage Response { get; } = response;

    public string Session => Uri.UnescapeDataString(Response.Headers.GetValues("X-Session-Id").Single());

    public string Exchange => Response.Headers.GetValues("X-Exchange-Id").Single();

    public async Task<SeenEvent?> NextAsync() => await items.MoveNextAsync()
        ? new(long.TryParse(items.Current.EventId, out var id) ? id : null, items.Current.EventType, JsonDocument.Parse(items.Current.Data).RootElement) { Place = items.Current.EventId }
        : null;

    /// <summary>Everything up to and with the first event of a type.</summary>
    public async Task<List<SeenEvent>> UntilAsync(string type)
    {
        var seen = new List<SeenEvent>();
        while (await NextAsync() is { } item)
        {
            seen.Add(item);
            if (item.Type == type)
                return seen;
        }

        Assert.Fail($"The stream ended before '{type}'. It had: {string.Join(", ", seen.Select(item => item.Type))}.");
        return seen;
    }

    /// <summary>Everything until the stream ends.</summary>
    public async Task<List<SeenEvent>> ToEndAsync()
    {
        var seen = new List<SeenEvent>();
        while (await NextAsync() is { } item)
            seen.Add(item);
        return seen;
    }

    public async ValueTask DisposeAsync()
    {
        Response.Dispose();
        try
        {
            await items.DisposeAsync();
        }
        catch (IOException)
        {
            // The test went away in the middle, as clients do.
        }
    }
}
