using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatMemory.Support;

/// <summary>A walk through Mem0's wire that any server must answer alike, whatever it keeps memories in.</summary>
public static class Mem0Walk
{
    /// <summary>What <see cref="RunAsync"/> sees.</summary>
    public const string Expected =
        """
        learned: Lives in Oslo.
        stored: ADD ADD
        listed: Keeps bees. Plays chess. of 3
        found: Keeps bees.
        narrowed: Keeps bees.
        changed: Keeps three bees.
        history: ADD UPDATE
        batch: Plays go.
        agents: coach 2
        event: SUCCEEDED
        deleted: 404, left 2
        gone: 0
        """;

    /// <summary>Goes through it.</summary>
    /// <param name="http">Leads to the server.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<string> RunAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var seen = new List<string>();
        var learned = await PostAsync("/v3/memories/add/", """{"user_id":"walker","messages":[{"role":"user","content":"I live in Oslo."}]}""");
        (await http.PostAsync("/api/users/walker/settle", content: null, cancellationToken)).EnsureSuccessStatusCode();
        seen.Add($"learned: {Texts(await PostAsync("/v3/memories/", """{"filters":{"user_id":"walker"}}"""))}");

        var added = await PostAsync(
            "/v3/memories/add/",
            """{"user_id":"walker","agent_id":"coach","infer":false,"metadata":{"kind":"hobby"},"messages":[{"role":"user","content":"Plays chess."},{"role":"user","content":"Keeps bees."}]}""");
        var ids = added["results"]!.AsArray().Select(result => (string)result!["id"]!).ToArray();
        seen.Add($"stored: {string.Join(' ', added["results"]!.AsArray().Select(result => (string)result!["event"]!))}");
        var page = await PostAsync("/v3/memories/?page=1&page_size=2", """{"filters":{"user_id":"walker"}}""");
        seen.Add($"listed: {Texts(page)} of {page["count"]}");
        seen.Add($"found: {Texts(await PostAsync("/v3/memories/search/", """{"query":"Who keeps bees?","top_k":1,"filters":{"AND":[{"user_id":"walker"},{"agent_id":"coach"}]}}"""))}");
        seen.Add($"narrowed: {Texts(await PostAsync("/v3/memories/", """{"filters":{"user_id":"walker","metadata":{"kind":{"contains":"HOB"}},"keywords":{"icontains":"BEES"}}}"""))}");

        seen.Add($"changed: {(string)(await SendAsync(HttpMethod.Put, $"/v1/memories/{ids[1]}/", """{"text":"Keeps three bees."}"""))["memory"]!}");
        var history = await SendAsync(HttpMethod.Get, $"/v1/memories/{ids[1]}/history/", json: null);
        seen.Add($"history: {string.Join(' ', history.AsArray().Select(change => (string)change!["event"]!))}");
        await SendAsync(HttpMethod.Put, "/v1/batch/", $$"""{"memories":[{"memory_id":"{{ids[0]}}","text":"Plays go."}]}""");
        seen.Add($"batch: {(string)(await SendAsync(HttpMethod.Get, $"/v1/memories/{ids[0]}/", json: null))["memory"]!}");
        var entities = await SendAsync(HttpMethod.Get, "/v1/entities/", json: null);
        var coach = entities["results"]!.AsArray().Single(entity => (string)entity!["type"]! == "agent")!;
        seen.Add($"agents: {(string)coach["name"]!} {coach["total_memories"]}");
        seen.Add($"event: {(string)(await SendAsync(HttpMethod.Get, $"/v1/event/{(string)learned["event_id"]!}/", json: null))["status"]!}");

        await SendAsync(HttpMethod.Delete, $"/v1/memories/{ids[1]}/", json: null);
        using var gone = await http.GetAsync($"/v1/memories/{ids[1]}/", cancellationToken);
        seen.Add($"deleted: {(int)gone.StatusCode}, left {(await PostAsync("/v3/memories/", """{"filters":{"user_id":"walker"}}"""))["count"]}");
        await SendAsync(HttpMethod.Delete, "/v2/entities/user/walker/", json: null);
        seen.Add($"gone: {(await PostAsync("/v3/memories/", """{"filters":{"user_id":"walker"}}"""))["count"]}");
        return string.Join('\n', seen);

        Task<JsonNode> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

        async Task<JsonNode> SendAsync(HttpMethod method, string path, string? json)
        {
            using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : JsonContent.Create(JsonElement.Parse(json)) };
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{method} {path} was answered {(int)response.StatusCode}: {text}");
        }
    }

    private static string Texts(JsonNode answer) =>
        string.Join(' ', answer["results"]!.AsArray().Select(memory => (string)memory!["memory"]!).Order(StringComparer.Ordinal));
}
