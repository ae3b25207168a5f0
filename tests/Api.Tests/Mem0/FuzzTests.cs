using System.Text;
using System.Text.Json.Nodes;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Mem0;

/// <summary>Bodies bent at random: whatever comes, it is understood or refused, and what is refused has changed nothing.</summary>
public sealed class FuzzTests(Mem0Server server, ITestOutputHelper output) : IClassFixture<Mem0Server>
{
    private const int Rounds = 200;

    private static readonly (string Method, string Path, string Body)[] Requests =
    [
        ("POST", "/v3/memories/add/", """{"messages":[{"role":"user","content":"I keep bees."}],"user_id":"fuzz","agent_id":"a","metadata":{"k":[1,{"x":"y"}]},"infer":false,"timestamp":1700000000,"expiration_date":"2999-01-01"}"""),
        ("POST", "/v3/memories/search/", """{"query":"bees","filters":{"AND":[{"user_id":"fuzz"},{"created_at":{"gte":"2024-01-01"}},{"OR":[{"metadata":{"k":"v"}},{"categories":{"in":["a"]}}]}]},"top_k":5,"threshold":0.2,"fields":["memory"],"reference_date":"2026-01-01"}"""),
        ("POST", "/v3/memories/", """{"filters":{"NOT":{"keywords":{"icontains":"x"}},"user_id":"fuzz","memory_ids":["a"]},"start_date":"2024-01-01","categories":["a"],"keywords":"b","latest_only":true}"""),
        ("POST", "/v1/memories/", """{"messages":[{"role":"user","content":[{"type":"text","text":"x"}],"name":"n"}],"run_id":"fuzz","infer":false,"output_format":"v1.1","version":"v2"}"""),
        ("POST", "/v1/memories/search/", """{"query":"bees","user_id":"fuzz","top_k":3,"metadata":{"k":1},"categories":["a"],"only_metadata_based_search":true}"""),
        ("PUT", "/v1/memories/$ID/", """{"text":"Keeps goats.","metadata":{"a":{"b":[true,null]}},"timestamp":"2024-01-01","expiration_date":null}"""),
        ("PUT", "/v1/batch/", """{"memories":[{"memory_id":"$ID","text":"Keeps hens.","metadata":{}}]}"""),
        ("POST", "/v1/feedback/", """{"memory_id":"$ID","feedback":"POSITIVE","feedback_reason":"r"}"""),
        ("POST", "/v1/exports/", """{"schema":{"type":"object"},"filters":{"AND":[{"user_id":"fuzz"}]}}"""),
        ("POST", "/v1/exports/get/", """{"filters":{"AND":[{"user_id":"fuzz"}]}}"""),
        ("POST", "/v1/users/", """{"user_id":"fuzz","metadata":{"a":1}}"""),
        ("POST", "/api/v1/webhooks/projects/default/", """{"name":"n","url":"https://example.com","event_types":["memory_add"]}"""),
        ("PATCH", "/api/v1/orgs/organizations/default/projects/default/", """{"custom_categories":[{"a":"b"}]}"""),
        ("POST", "/memories", """{"messages":[{"role":"user","content":"x"}],"user_id":"fuzz","infer":false}"""),
        ("POST", "/search", """{"query":"bees","filters":{"user_id":"fuzz"},"top_k":3}"""),
    ];

    private static readonly string[] Odd =
    [
        "null", "true", "-1", "1e400", "0.5", "99999999999999999999", "\"\"", "\"*\"", "\".\"", "\"\\ud800\"", "\"\\u0000\"", "\"2024-13-45\"", "[]", "{}", "[[]]", "{\"\\ud800\":1}", "{\"eq\":null}",
        "{\"in\":[]}", "{\"ne\":\"*\"}", "{\"AND\":[{\"OR\":[]}]}", "\"" + "x" + "\"", "[null]", "[\"a\",1]", "{\"contains\":[1]}",
    ];

    [Fact]
    public async Task BentBodies_NeverBreakTheServerNorHalfDoAWrite()
    {
        var seed = Environment.GetEnvironmentVariable("FUZZ_SEED") is { Length: > 0 } given ? int.Parse(given) : Random.Shared.Next();
        output.WriteLine($"FUZZ_SEED={seed}");
        var random = new Random(seed);
        var id = (await server.StoreAsync(new { user_id = "fuzz" }, "Keeps bees."))[0];

        for (var round = 0; round < Rounds; round++)
        {
            var (method, path, body) = Requests[random.Next(Requests.Length)];
            var bent = Bend(body.Replace("$ID", id, StringComparison.Ordinal), random);
            var before = await StateAsync();
            using var request = new HttpRequestMessage(new(method), path.Replace("$ID", id, StringComparison.Ordinal)) { Content = new StringContent(bent, Encoding.UTF8, "application/json") };
            using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var status = (int)response.StatusCode;

            Assert.True(status < 500, $"Seed {seed}, round {round}: {status} for {method} {path} {bent}");
            if (status >= 400)
                Assert.True(before == await StateAsync(), $"Seed {seed}, round {round}: {status} for {method} {path} {bent} changed something.");
        }
    }

    // Everything that a write can touch, the turns that were recorded included.
    private async Task<string> StateAsync() =>
        (await server.Http.PostAsync("/v3/memories/?page_size=1000", new { filters = new { }, show_expired = true, latest_only = false }).JsonAsync()).GetRawText()
        + (await server.Http.GetJsonAsync("/v1/events/?page_size=1000")).GetProperty("count").GetInt32()
        + (await server.Http.GetJsonAsync("/api/v1/webhooks/projects/default/")).GetRawText();

    private static string Bend(string body, Random random)
    {
        if (random.Next(8) == 0)
            return body.Remove(random.Next(body.Length), 1);
        var root = JsonNode.Parse(body)!;
        var places = Places(root).ToList();
        var (parent, key) = places[random.Next(places.Count)];
        var odd = Odd[random.Next(Odd.Length)];
        const string Mark = "\"@@\"";
        if (parent is JsonObject members && key is string name)
            members[name] = JsonNode.Parse(Mark);
        else
            parent[(int)key] = JsonNode.Parse(Mark);
        return root.ToJsonString().Replace(Mark, odd, StringComparison.Ordinal);
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(member => Below(node, member.Key, member.Value)),
        JsonArray items => items.SelectMany((item, i) => Below(node, i, item)),
        _ => [],
    };

    private static IEnumerable<(JsonNode Parent, object Key)> Below(JsonNode parent, object key, JsonNode? value) =>
        value is null ? [(parent, key)] : [(parent, key), .. Places(value)];
}
