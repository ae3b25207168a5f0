using System.Net;
using System.Text.Json;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Mem0;

public sealed class HistoryTests(Mem0Server server) : IClassFixture<Mem0Server>
{
    private HttpClient Http => server.Http;

    [Fact]
    public async Task History_TellsWhatHappenedAndWhatItCameFrom()
    {
        var id = (await server.StoreAsync(new { user_id = "history", run_id = "r" }, "I keep bees."))[0];
        await Http.SendAsync(HttpMethod.Put, $"/v1/memories/{id}/", new { text = "I keep goats." }).StatusAsync(HttpStatusCode.OK);

        var history = await Http.GetJsonAsync($"/v1/memories/{id}/history/");

        Assert.Equal(["ADD", "UPDATE"], history.EnumerateArray().Select(change => change.GetProperty("event").GetString()));
        Assert.Equal((JsonValueKind.Null, "I keep bees."), (history[0].GetProperty("old_memory").ValueKind, history[0].GetProperty("new_memory").GetString()));
        Assert.Equal(("I keep bees.", "I keep goats."), (history[1].GetProperty("old_memory").GetString(), history[1].GetProperty("new_memory").GetString()));
        Assert.Equal("I keep bees.", history[0].GetProperty("input")[0].GetProperty("content").GetString());
        Assert.Equal((id, "history", "r"), (history[0].GetProperty("memory_id").GetString(), history[0].GetProperty("user_id").GetString(), history[0].GetProperty("session_id").GetString()));
        Assert.NotEqual(history[0].GetProperty("id").GetString(), history[1].GetProperty("id").GetString());
        await Http.SendAsync(HttpMethod.Delete, $"/v1/memories/{id}/").StatusAsync(HttpStatusCode.OK);
        await Http.GetJsonAsync($"/v1/memories/{id}/history/", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Batch_ChangesAndDeletesMany()
    {
        var ids = await server.StoreAsync(new { user_id = "batch" }, "one", "two");
        ids = [.. ids, .. await server.StoreAsync(new { user_id = "batch too" }, "three")];

        await Http.SendAsync(HttpMethod.Put, "/v1/batch/", new { memories = new object[] { new { memory_id = ids[0], text = "uno" }, new { memory_id = ids[2], text = "tre", metadata = new { n = 3 } } } }).StatusAsync(HttpStatusCode.OK);
        Assert.Equal(["two", "uno"], await server.ListAsync(new { user_id = "batch" }));
        Assert.Equal("""{"n":3}""", (await Http.GetJsonAsync($"/v1/memories/{ids[2]}/")).GetProperty("metadata").GetRawText());
        var deleted = await Http.SendAsync(HttpMethod.Delete, "/v1/batch/", new { memories = ids.Select(id => new { memory_id = id }) }).JsonAsync();

        Assert.Contains("3", deleted.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(await server.ListAsync(new { user_id = new { @in = new[] { "batch", "batch too" } } }));
    }

    [Fact]
    public async Task Batch_WithOneThatIsWrong_ChangesNothing()
    {
        var ids = await server.StoreAsync(new { user_id = "half" }, "one", "two");
        const string Unknown = "00000000-0000-8000-8000-000000000000";

        await Http.SendAsync(HttpMethod.Put, "/v1/batch/", new { memories = new[] { new { memory_id = ids[0], text = "changed" }, new { memory_id = Unknown, text = "x" } } }).StatusAsync(HttpStatusCode.NotFound);
        await Http.SendAsync(HttpMethod.Put, "/v1/batch/", new { memories = new[] { new { memory_id = ids[0], text = "changed" }, new { memory_id = ids[1], text = new string('x', 8_001) } } }).StatusAsync(HttpStatusCode.BadRequest);
        await Http.SendAsync(HttpMethod.Delete, "/v1/batch/", new { memories = new[] { new { memory_id = ids[0] }, new { memory_id = Unknown } } }).StatusAsync(HttpStatusCode.NotFound);
        await Http.SendAsync(HttpMethod.Put, "/v1/batch/", new { memories = Enumerable.Repeat(new { memory_id = ids[0], text = "x" }, 1_001) }).StatusAsync(HttpStatusCode.BadRequest);

        Assert.Equal(["two", "one"], await server.ListAsync(new { user_id = "half" }));
    }

    [Fact]
    public async Task Feedback_StandsInTheMemorysMetadataUntilItIsTakenBack()
    {
        var id = (await server.StoreAsync(new { user_id = "feedback", metadata = new { a = 1 } }, "I keep bees."))[0];

        var given = await Http.PostAsync("/v1/feedback/", new { memory_id = id, feedback = "NEGATIVE", feedback_reason = "No bees." }).JsonAsync();
        var metadata = (await Http.GetJsonAsync($"/v1/memories/{id}/")).GetProperty("metadata");
        var taken = await Http.PostAsync("/v1/feedback/", new { memory_id = id, feedback = (string?)null }).JsonAsync();

        Assert.Equal(("NEGATIVE", "No bees."), (given.GetProperty("feedback").GetString(), given.GetProperty("feedback_reason").GetString()));
        Assert.Equal("NEGATIVE", metadata.GetProperty("mem0_feedback").GetProperty("feedback").GetString());
        Assert.Equal(JsonValueKind.Null, taken.GetProperty("feedback").ValueKind);
        Assert.Equal("""{"a":1}""", (await Http.GetJsonAsync($"/v1/memories/{id}/")).GetProperty("metadata").GetRawText());
        await Http.PostAsync("/v1/feedback/", new { memory_id = id, feedback = "MEH" }).StatusAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Export_HasWhatIsThereWhenItIsFetched()
    {
        var ids = await server.StoreAsync(new { user_id = "export" }, "one", "two");
        var filters = Mem0Server.Json("""{"AND": [{"user_id": "export"}]}""");
        var schema = new { type = "object" };

        var export = await Http.PostAsync("/v1/exports/", new { schema, filters, export_instructions = "Be brief." }).JsonAsync(HttpStatusCode.Created);
        var byId = await Http.PostAsync("/v1/exports/get/", new { memory_export_id = export.GetProperty("id").GetString() }).JsonAsync();
        await Http.SendAsync(HttpMethod.Delete, $"/v1/memories/{ids[0]}/").StatusAsync(HttpStatusCode.OK);
        var byFilters = await Http.PostAsync("/v1/exports/get/", new { filters }).JsonAsync();

        Assert.Equal(["two", "one"], Mem0Server.Texts(byId.GetProperty("memories")));
        Assert.Equal(["two"], Mem0Server.Texts(byFilters.GetProperty("memories")));
        await Http.PostAsync("/v1/exports/get/", new { memory_export_id = "01990000-0000-7000-8000-000000000000" }).StatusAsync(HttpStatusCode.NotFound);
        await Http.PostAsync("/v1/exports/get/", new { filters = new { user_id = "never" } }).StatusAsync(HttpStatusCode.NotFound);
        await Http.PostAsync("/v1/exports/", new { filters }).StatusAsync(HttpStatusCode.BadRequest);
        await Http.PostAsync("/v1/exports/", new { schema, filters = new { } }).StatusAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Project_KeepsItsSettings()
    {
        const string Path = "/api/v1/orgs/organizations/default/projects/default/";

        await Http.SendAsync(HttpMethod.Patch, Path, new { custom_instructions = "Be brief.", decay = true }).StatusAsync(HttpStatusCode.OK);
        await Http.SendAsync(HttpMethod.Patch, Path, new { decay = false }).StatusAsync(HttpStatusCode.OK);

        Assert.Equal("""{"custom_instructions":"Be brief.","decay":false,"name":"default"}""", (await Http.GetJsonAsync(Path)).GetRawText());
        Assert.Equal("""{"decay":false,"custom_categories":null}""", (await Http.GetJsonAsync($"{Path}?fields=decay&fields=custom_categories")).GetRawText());
        await Http.GetJsonAsync("/api/v1/orgs/organizations/default/projects/other/", HttpStatusCode.NotFound);
        await Http.GetJsonAsync("/api/values/%252E/mem0-project", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Profiles_AreNotEnabled()
    {
        var profile = await Http.GetJsonAsync($"/v2/entities/user/{Uri.EscapeDataString("a/b")}/profile/");

        Assert.Equal(("not_enabled", "a/b"), (profile.GetProperty("status").GetString(), profile.GetProperty("entity_id").GetString()));
        Assert.False((await Http.GetJsonAsync("/v2/profiles/settings/")).GetProperty("enabled").GetBoolean());
        await Http.PostAsync("/v2/profiles/jobs/", new { operation = "trigger" }).StatusAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Summary_IsTheNewestMemories()
    {
        await server.StoreAsync(new { user_id = "summary" }, "one", "two");

        Assert.Equal(["two", "one"], Mem0Server.Texts(await Http.PostAsync("/v1/summary/", new { filters = new { user_id = "summary" } }).JsonAsync()));
    }
}
