using System.Net;
using System.Text.Json;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Mem0;

public sealed class ItemTests(Mem0Server server) : IClassFixture<Mem0Server>
{
    private HttpClient Http => server.Http;

    [Fact]
    public async Task Update_ChangesWhatIsGivenAndNothingElse()
    {
        var id = (await server.StoreAsync(new { user_id = "update", metadata = new { a = 1 } }, "I keep bees."))[0];

        var text = await PutAsync(id, new { text = "I keep goats." });
        var dated = await PutAsync(id, new { expiration_date = "2999-01-31", timestamp = 1_600_000_000 });
        var tagged = await PutAsync(id, new { metadata = new { b = 2 } });
        var cleared = await PutAsync(id, new { expiration_date = (string?)null });

        Assert.Equal(("I keep goats.", """{"a":1}"""), (text.GetProperty("memory").GetString(), text.GetProperty("metadata").GetRawText()));
        Assert.Equal("2999-01-31", dated.GetProperty("expiration_date").GetString());
        Assert.Equal(1_600_000_000, dated.GetProperty("created_at").GetDateTimeOffset().ToUnixTimeSeconds());
        Assert.Equal(("""{"b":2}""", "2999-01-31"), (tagged.GetProperty("metadata").GetRawText(), tagged.GetProperty("expiration_date").GetString()));
        Assert.Equal(JsonValueKind.Null, cleared.GetProperty("expiration_date").ValueKind);
        Assert.Equal(cleared.GetRawText(), (await Http.GetJsonAsync($"/v1/memories/{id}/")).GetRawText());
    }

    [Fact]
    public async Task Expired_IsShownById_AndOtherwiseOnRequest()
    {
        var id = (await server.StoreAsync(new { user_id = "expired", expiration_date = "2020-01-31" }, "I keep bees."))[0];
        var filters = new { user_id = "expired" };

        Assert.Empty(await server.ListAsync(filters));
        Assert.Empty(await server.SearchAsync("bees", filters));
        var listed = await Http.PostAsync("/v3/memories/", new { filters, show_expired = true }).JsonAsync();
        var found = await Http.PostAsync("/v3/memories/search/", new { query = "bees", filters, show_expired = true }).JsonAsync();
        var shown = await Http.GetJsonAsync($"/v1/memories/{id}/");

        Assert.Equal(["I keep bees."], Mem0Server.Texts(listed.GetProperty("results")));
        Assert.Equal(["I keep bees."], Mem0Server.Texts(found.GetProperty("results")));
        Assert.Equal(("expired", "2020-01-31"), (shown.GetProperty("lifecycle_state").GetString(), shown.GetProperty("expiration_date").GetString()));
    }

    [Fact]
    public async Task ExpirationDate_OfToday_IsVisibleToday()
    {
        await server.StoreAsync(new { user_id = "today", expiration_date = Mem0Server.Day(TimeProvider.System.GetUtcNow().AddMinutes(10)) }, "I keep bees.");

        Assert.Single(await server.ListAsync(new { user_id = "today" }));
    }

    [Fact]
    public async Task Delete_OfOne_IsGoneFromEveryWire()
    {
        var ids = await server.StoreAsync(new { user_id = "delete" }, "I keep bees.", "I keep hens.");

        var answer = await Http.SendAsync(HttpMethod.Delete, $"/v1/memories/{ids[0]}/").JsonAsync();

        Assert.Equal("""{"message":"Memory deleted successfully!"}""", answer.GetRawText());
        await Http.GetJsonAsync($"/v1/memories/{ids[0]}/", HttpStatusCode.NotFound);
        await Http.SendAsync(HttpMethod.Delete, $"/v1/memories/{ids[0]}/").StatusAsync(HttpStatusCode.NotFound);
        Assert.Equal(["I keep hens."], await Http.MemoriesAsync("delete"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Delete_OfAFact_TakesTheTurnsThatItWasLearnedFrom(bool inABatch)
    {
        var user = $"learned {inABatch}";
        foreach (var said in new[] { "I live in Oslo.", "I like jazz." })
            await Http.PostAsync("/v3/memories/add/", new { messages = new[] { new { role = "user", content = said } }, user_id = user }).JsonAsync();
        await Http.SettleAsync(user);
        var facts = (await Http.PostAsync("/v3/memories/", new { filters = new { user_id = user } }).JsonAsync()).GetProperty("results");
        var home = facts.EnumerateArray().Single(memory => memory.GetProperty("memory").GetString() == "Lives in Oslo.").GetProperty("id").GetString();
        Assert.Contains("I live in Oslo.", string.Concat(await Http.RecallAsync(user, "Oslo")), StringComparison.Ordinal);

        if (inABatch)
            await Http.SendAsync(HttpMethod.Delete, "/v1/batch/", new { memories = new[] { new { memory_id = home } } }).JsonAsync();
        else
            await Http.SendAsync(HttpMethod.Delete, $"/v1/memories/{home}/").JsonAsync();

        Assert.DoesNotContain("Oslo", string.Concat(await Http.RecallAsync(user, "Where do I live? Oslo?")), StringComparison.Ordinal);
        Assert.Contains("I like jazz.", string.Concat(await Http.RecallAsync(user, "jazz")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_WithLinked_TakesTheSupersededAlong()
    {
        foreach (var city in new[] { "Oslo", "Rome" })
        {
            await Http.PostAsync("/v3/memories/add/", new { messages = new[] { new { role = "user", content = $"I live in {city}." } }, user_id = "linked" }).JsonAsync();
            await Http.SettleAsync("linked");
        }

        var all = await Http.PostAsync("/v3/memories/", new { filters = new { user_id = "linked" }, latest_only = false }).JsonAsync();
        var current = (await Http.PostAsync("/v3/memories/", new { filters = new { user_id = "linked" } }).JsonAsync()).GetProperty("results");
        var id = current[0].GetProperty("id").GetString();

        Assert.Equal(["Lives in Rome."], Mem0Server.Texts(current));
        Assert.Equal(id, all.GetProperty("results").EnumerateArray().Single(memory => memory.GetProperty("memory").GetString() == "Lives in Oslo.").GetProperty("replaced_by").GetString());
        var answer = await Http.SendAsync(HttpMethod.Delete, $"/v1/memories/{id}/?delete_linked=true").JsonAsync();
        Assert.Equal(1, answer.GetProperty("cascade_count").GetInt32());
        Assert.Equal(0, (await Http.PostAsync("/v3/memories/", new { filters = new { user_id = "linked" }, latest_only = false }).JsonAsync()).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task DeleteMany_MeansAllThatIsNamed()
    {
        await server.StoreAsync(new { user_id = "many", agent_id = "a", run_id = "r1" }, "one");
        await server.StoreAsync(new { user_id = "many", agent_id = "b", run_id = "r1", metadata = new { keep = true } }, "two");
        await server.StoreAsync(new { user_id = "many" }, "three");

        var answer = await Http.SendAsync(HttpMethod.Delete, "/v1/memories/?user_id=many&agent_id=a").JsonAsync();
        Assert.Equal("Memories deleted successfully!", answer.GetProperty("message").GetString());
        Assert.True(Guid.TryParse(answer.GetProperty("event_id").GetString(), out _));
        Assert.Equal(["three", "two"], await server.ListAsync(new { user_id = "many" }));
        await Http.SendAsync(HttpMethod.Delete, $"/v1/memories/?user_id=many&metadata={Uri.EscapeDataString("""{"keep":true}""")}").JsonAsync();
        Assert.Equal(["three"], await server.ListAsync(new { user_id = "many" }));
        await Http.SendAsync(HttpMethod.Delete, "/v1/memories/?user_id=many&run_id=*").JsonAsync();
        Assert.Equal(["three"], await server.ListAsync(new { user_id = "many" }));
    }

    [Fact]
    public async Task Search_TakesLimitThresholdAndScoresApart()
    {
        await server.StoreAsync(new { user_id = "scores" }, "I love pistachio ice cream.", "I work in a bakery.", "My sister plays chess.");
        var filters = new { user_id = "scores" };

        var best = await Http.PostAsync("/v3/memories/search/", new { query = "Which ice cream do I love?", filters, top_k = 1 }).JsonAsync();
        var sure = await Http.PostAsync("/v3/memories/search/", new { query = "Which ice cream do I love?", filters, threshold = 0.2 }).JsonAsync();

        Assert.Equal(["I love pistachio ice cream."], Mem0Server.Texts(best.GetProperty("results")));
        Assert.Equal(["I love pistachio ice cream."], Mem0Server.Texts(sure.GetProperty("results")));
        Assert.True(best.GetProperty("results")[0].GetProperty("score").GetDouble() > 0.2);
        Assert.True(best.GetProperty("results")[0].GetProperty("score_breakdown").GetProperty("bm25").GetDouble() > 0);
    }

    [Fact]
    public async Task V2_AnswersLists()
    {
        await server.StoreAsync(new { user_id = "v2" }, "I keep bees.");
        var filters = Mem0Server.Json("""{"AND": [{"user_id": "v2"}]}""");

        Assert.Equal(["I keep bees."], Mem0Server.Texts(await Http.PostAsync("/v2/memories/", new { filters }).JsonAsync()));
        Assert.Equal(["I keep bees."], Mem0Server.Texts(await Http.PostAsync("/v2/memories/search/", new { query = "bees", filters }).JsonAsync()));
    }

    [Fact]
    public async Task V1_ListsByQuery()
    {
        await server.StoreAsync(new { user_id = "v1/ü", app_id = "shop" }, "I keep bees.", "I keep hens.");
        var user = Uri.EscapeDataString("v1/ü");

        Assert.Equal(["I keep hens.", "I keep bees."], Mem0Server.Texts(await Http.GetJsonAsync($"/v1/memories/?user_id={user}")));
        Assert.Equal(["I keep bees."], Mem0Server.Texts(await Http.GetJsonAsync($"/v1/memories/?user_id={user}&app_id=shop&keywords=BEES&limit=5")));
        var paged = await Http.GetJsonAsync($"/v1/memories/?user_id={user}&page=2&page_size=1");
        Assert.Equal((2, "I keep bees."), (paged.GetProperty("count").GetInt32(), paged.GetProperty("results")[0].GetProperty("memory").GetString()));
        Assert.Contains($"user_id={user}", paged.GetProperty("previous").GetString(), StringComparison.Ordinal);
        var entity = await Http.GetJsonAsync($"/v1/memories/user/{user}/");
        Assert.Equal(2, entity.GetProperty("count").GetInt32());
    }

    private Task<JsonElement> PutAsync(string id, object body) => Http.SendAsync(HttpMethod.Put, $"/v1/memories/{id}/", body).JsonAsync();
}
