using System.Net;
using System.Text.Json;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Seeds;

/// <summary>What "Mem0 with the Responses / Realtime API" offers.</summary>
public sealed class Mem0ResponsesTests(SharedServer server) : IClassFixture<SharedServer>
{
    private HttpClient Http => server.Http;

    [Fact]
    public async Task LongTermUserProfile_IsThereInAnotherSession()
    {
        await Http.ChatAsync("profile", "Hi, I'm Sam and I live in Lisbon.", session: "one");
        await Http.SettleAsync("profile");

        var answer = await Http.ChatAsync("profile", "Where do I live?", session: "two");

        Assert.Contains("Lisbon", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TaskContext_GoesAcrossSessions()
    {
        await Http.ChatAsync("task", "I'm planning a trip to Norway in May.", session: "one");
        await Http.SettleAsync("task");

        Assert.Contains(await Http.RecallAsync("task", "What trip is planned?"), text => text.Contains("Norway", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ShortTermState_NeverLeaksAcrossUsers()
    {
        await Http.ChatAsync("anna", "My locker code is 4711.", session: "same");
        await Http.SettleAsync("anna");

        var answer = await Http.ChatAsync("ben", "What is my locker code?", session: "same");

        Assert.DoesNotContain("4711", answer.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(await Http.RecallAsync("ben", "locker code", new { kind = "fact" }));
    }

    [Fact]
    public async Task ToolAwareHistory_WhichToolWithWhichParametersReturnedWhat_IsSearchable()
    {
        var exchange = new
        {
            items = new object[]
            {
                new { type = "message", role = "user", text = "What is the weather in Bergen?" },
                new { type = "tool_call", call_id = "c1", tool = "get_weather", arguments = "{\"city\":\"Bergen\"}" },
                new { type = "tool_result", call_id = "c1", output = "Heavy rain, 8 degrees." },
                new { type = "message", role = "assistant", text = "It is raining." },
            },
        };
        await Http.PostAsync("/api/users/tools/sessions/s/exchanges", new { exchanges = new[] { exchange } }).JsonAsync();
        await Http.SettleAsync("tools");

        var found = await Http.RecallAsync("tools", "What did get_weather return for Bergen?", new { kind = "tool_result" });

        var text = Assert.Single(found);
        Assert.Contains("get_weather", text, StringComparison.Ordinal);
        Assert.Contains("Bergen", text, StringComparison.Ordinal);
        Assert.Contains("Heavy rain", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntityScopes_ByMetadataAndFilters_NarrowWhatIsFound()
    {
        await Http.AddAsync(
            "scopes",
            new { text = "The deadline is Friday.", scope = new { agent = "planner" }, metadata = new { project = "apollo", ticket = 7 } },
            new { text = "The deadline is Monday.", scope = new { agent = "planner" }, metadata = new { project = "hermes", device = "phone" } });

        var filter = new { and = new object[] { new { agent = "planner" }, new { metadata = new { key = "project", eq = "apollo" } }, new { not = new { metadata = new { key = "device", eq = "phone" } } } } };

        Assert.Equal(["The deadline is Friday."], await Http.RecallAsync("scopes", "When is the deadline?", filter));
        var listed = await Http.PostAsync("/api/users/scopes/memories/query", new { filter = new { metadata = new { key = "ticket", gte = 5 } } }).JsonAsync();
        Assert.Equal(1, listed.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task RawTextAndStructuredData_AreKeptAsTheyAre()
    {
        var order = new { id = 17, items = new[] { "tea", "milk" }, paid = true };

        await Http.AddAsync("raw", new { text = "Ordered tea and milk.", metadata = new { order } });

        var listed = await Http.GetJsonAsync("/api/users/raw/memories");
        Assert.True(JsonElement.DeepEquals(JsonSerializer.SerializeToElement(order), listed.GetProperty("memories")[0].GetProperty("metadata").GetProperty("order")));
    }

    [Fact]
    public async Task AddSearchDelete_WorkOnOneMemory()
    {
        var added = await Http.PostAsync("/api/users/crud/memories", new { memories = new[] { new { text = "Plays the cello." } } }).JsonAsync();
        var id = added.GetProperty("results")[0].GetProperty("memory").GetString();
        Assert.Equal(["Plays the cello."], await Http.RecallAsync("crud", "cello"));

        await Http.SendAsync(HttpMethod.Delete, $"/api/users/crud/memories/{id}").JsonAsync();

        Assert.Empty(await Http.RecallAsync("crud", "cello"));
        await Http.GetJsonAsync($"/api/users/crud/memories/{id}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task SmallWritesDuringASession_AreFoundAtOnce()
    {
        for (var i = 0; i < 20; i++)
        {
            var written = await Http.PostAsync("/api/users/fast/memories", new { memories = new[] { new { text = $"Step {i} of the recipe is done." } } }).JsonAsync();
            var found = await Http.PostAsync(
                "/api/users/fast/memories/recall", new { text = $"Step {i}", limit = 50, at_least = written.GetProperty("token").GetInt64() }).JsonAsync();
            Assert.Contains($"Step {i} of", found.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task OnlyASmallRelevantSubset_IsInjectedHoweverLargeMemoryGrows()
    {
        foreach (var part in Enumerable.Range(0, 1_000).Chunk(500))
            await Http.AddAsync("large", [.. part.Select(i => (object)new { text = $"Note {i}: the museum has {i} paintings." })]);

        var found = await Http.PostAsync("/api/users/large/memories/recall", new { text = "museum paintings", limit = 5, max_tokens = 40, block = true }).JsonAsync();

        Assert.InRange(found.GetProperty("memories").GetArrayLength(), 1, 5);
        Assert.InRange(found.GetProperty("tokens").GetInt32(), 1, 40);
        Assert.Contains("museum", found.GetProperty("block").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policies_UpdateExpiryAndCorrection_DecideWhatHolds()
    {
        var added = await Http.PostAsync("/api/users/policy/memories", new
        {
            memories = new object[]
            {
                new { text = "Drinks coffee." },
                new { text = "Has a dentist appointment.", expires_at = "2020-01-01T00:00:00Z" },
            },
        }).JsonAsync();
        var coffee = added.GetProperty("results")[0].GetProperty("memory").GetString();

        await Http.SendAsync(HttpMethod.Patch, $"/api/users/policy/memories/{coffee}", new { text = "Drinks tea.", expected_version = 1 }).JsonAsync();
        await Http.SendAsync(HttpMethod.Patch, $"/api/users/policy/memories/{coffee}", new { text = "Drinks milk.", expected_version = 1 }).StatusAsync(HttpStatusCode.Conflict);
        await Http.ChatAsync("policy", "I live in Rome.", session: "s");
        await Http.SettleAsync("policy");
        await Http.ChatAsync("policy", "I moved from Rome to Milan.", session: "s");
        await Http.SettleAsync("policy");

        Assert.DoesNotContain("Has a dentist appointment.", await Http.MemoriesAsync("policy"));
        Assert.Contains("Drinks tea.", await Http.MemoriesAsync("policy"));
        var history = await Http.GetJsonAsync($"/api/users/policy/memories/{coffee}/history");
        Assert.Equal("Drinks coffee.", history.GetProperty("changes")[1].GetProperty("old_text").GetString());
        var profile = await Http.PostAsync("/api/users/policy/memories/query", new { filter = new { kind = "profile" } }).JsonAsync();
        Assert.Contains("Milan", profile.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, profile.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Schema_HasUserTaskAndInteractionLevels()
    {
        string[] kinds = ["preference", "profile", "pattern", "task", "tool_result", "summary", "episode", "fact"];
        await Http.AddAsync("kinds", [.. kinds.Select(kind => (object)new { text = $"A memory of kind {kind}.", kind })]);

        foreach (var kind in kinds)
        {
            var page = await Http.PostAsync("/api/users/kinds/memories/query", new { filter = new { kind } }).JsonAsync();
            Assert.Equal(kind, page.GetProperty("memories")[0].GetProperty("kind").GetString());
            Assert.Equal(1, page.GetProperty("total").GetInt32());
        }
    }
}
