using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace ChatMemory.Api.TerminalChat;

/// <summary>The native API as a terminal needs it, for one user.</summary>
internal sealed class ChatClient(HttpClient http, string user)
{
    private const int KeyLength = 32;

    private static readonly TimeSpan BeforeReconnecting = TimeSpan.FromSeconds(1);

    /// <summary>Begins an exchange and follows it to its end, over dropped connections.</summary>
    /// <param name="session">The conversation.</param>
    /// <param name="text">What is said.</param>
    /// <param name="stop">Stops the answer; what follows is its end.</param>
    public async IAsyncEnumerable<(string Type, JsonElement Data)> AskAsync(
        string session, string text, [EnumeratorCancellation] CancellationToken stop)
    {
        var body = new { user, session, input = text, idempotency_key = NewId() };
        using var begun = await SendAsync(new(HttpMethod.Post, "api/chat") { Content = JsonContent.Create(body) });
        var exchange = $"{Path("sessions", session)}/exchanges/{begun.Headers.GetValues(Chat.ChatEndpoints.ExchangeHeader).Single()}";
        using var stopping = stop.Register(() => _ = http.PostAsync(new Uri($"{exchange}/cancel", UriKind.Relative), content: null, CancellationToken.None));

        var place = new Place();
        await foreach (var item in ReadAsync(begun, place))
            yield return item;
        while (!place.IsEnd)
        {
            await Task.Delay(BeforeReconnecting, TimeProvider.System, CancellationToken.None);
            using var again = await SendAsync(new(HttpMethod.Get, $"{exchange}/events?starting_after={place.Last}"));
            await foreach (var item in ReadAsync(again, place))
                yield return item;
        }
    }

    /// <summary>The user's memories: those that fit a question, or the newest.</summary>
    public async Task<IReadOnlyList<string>> MemoriesAsync(string? question)
    {
        var filter = new { not = new { kind = "episode" } };
        using var response = question is null
            ? await SendAsync(new(HttpMethod.Post, Path("memories", "query")) { Content = JsonContent.Create(new { filter, limit = 20 }) })
            : await SendAsync(new(HttpMethod.Post, Path("memories", "recall")) { Content = JsonContent.Create(new { text = question, filter, limit = 10 }) });
        var found = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("memories").EnumerateArray();
        return [.. found.Select(item => (item.TryGetProperty("memory", out var memory) ? memory : item).GetProperty("text").GetString()!)];
    }

    public static string NewId() => RandomNumberGenerator.GetHexString(KeyLength, lowercase: true);

    private string Path(params string[] parts) =>
        $"api/users/{Uri.EscapeDataString(user)}/{string.Join('/', parts.Select(Uri.EscapeDataString))}";

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.IsSuccessStatusCode)
            return response;
        var problem = await response.Content.ReadAsStringAsync();
        var (status, said) = (response.StatusCode, DetailOf(problem));
        response.Dispose();
        throw new HttpRequestException(said ?? $"The server answered {(int)status}.", inner: null, status);
    }

    private static string? DetailOf(string problem)
    {
        try
        {
            using var json = JsonDocument.Parse(problem);
            return json.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A connection that breaks ends it; the place says how far it came.
    private static async IAsyncEnumerable<(string Type, JsonElement Data)> ReadAsync(HttpResponseMessage response, Place place)
    {
        await using var events = SseParser.Create(await response.Content.ReadAsStreamAsync(), Parsed).EnumerateAsync().GetAsyncEnumerator();
        while (await MovesAsync(events))
        {
            var item = events.Current;
            if (long.TryParse(item.EventId, out var number))
                place.Last = number;
            place.IsEnd |= item.EventType is "exchange.ended" or "session.deleted";
            if (item.EventType is "error")
                yield break;
            yield return (item.EventType, item.Data);
        }
    }

    private static JsonElement Parsed(string type, ReadOnlySpan<byte> data) => JsonElement.Parse(data);

    private static async Task<bool> MovesAsync(IAsyncEnumerator<SseItem<JsonElement>> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or WebException)
        {
            return false;
        }
    }

    private sealed class Place
    {
        public long Last { get; set; }

        public bool IsEnd { get; set; }
    }
}
