using System.Net;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Mem0;

/// <summary>On a server of its own, because everybody is listed.</summary>
public sealed class EntityTests : IAsyncLifetime
{
    private readonly Mem0Server _server = new();

    private HttpClient Http => _server.Http;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await _server.StoreAsync(new { user_id = "a/b ü", agent_id = "cook", run_id = "r1" }, "one", "two");
        await _server.StoreAsync(new { user_id = "ben", app_id = "shop" }, "three");
        await _server.StoreAsync(new { agent_id = "cook" }, "four");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Entities_AreListedWithWhatTheyHave()
    {
        var listed = await Http.GetJsonAsync("/v1/entities/");
        var second = await Http.GetJsonAsync("/v1/entities/?page=2&page_size=2");
        var cook = await Http.GetJsonAsync("/v2/entities/agent/cook/");
        var stats = await Http.GetJsonAsync("/v1/stats/");

        Assert.Equal(
            ["user a/b ü 2", "user ben 1", "agent cook 3", "app shop 1", "run r1 2"],
            listed.GetProperty("results").EnumerateArray().Select(entity => $"{entity.GetProperty("type").GetString()} {entity.GetProperty("name").GetString()} {entity.GetProperty("total_memories").GetInt32()}"));
        Assert.Equal((5, 2, 1), (listed.GetProperty("count").GetInt32(), listed.GetProperty("total_users").GetInt32(), listed.GetProperty("total_runs").GetInt32()));
        Assert.Equal("cook", second.GetProperty("results")[0].GetProperty("name").GetString());
        Assert.Equal(3, cook[0].GetProperty("total_memories").GetInt32());
        Assert.Equal((4, 2, 1), (stats.GetProperty("total_memories").GetInt32(), stats.GetProperty("total_users_with_memories").GetInt32(), stats.GetProperty("total_agents_with_memories").GetInt32()));
    }

    [Fact]
    public async Task User_IsErasedWithEverything()
    {
        var user = Uri.EscapeDataString("a/b ü");

        var answer = await Http.SendAsync(HttpMethod.Delete, $"/v2/entities/user/{user}/").JsonAsync();

        Assert.NotEmpty(answer.GetProperty("message").GetString()!);
        Assert.Empty(await _server.ListAsync(new { user_id = "a/b ü" }));
        Assert.Empty((await Http.GetJsonAsync($"/api/users/{user}/sessions")).GetProperty("sessions").EnumerateArray());
        Assert.DoesNotContain("a/b ü", (await Http.GetJsonAsync("/v1/entities/")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agent_IsDeletedWithItsMemoriesOfEverybody()
    {
        await Http.SendAsync(HttpMethod.Delete, "/v2/entities/agent/cook/").StatusAsync(HttpStatusCode.OK);

        Assert.Equal(["three"], await _server.ListAsync(new { }));
    }

    [Fact]
    public async Task Run_IsDeletedWithWhatWasSaidInIt()
    {
        await Http.SendAsync(HttpMethod.Delete, "/v2/entities/run/r1/").StatusAsync(HttpStatusCode.OK);

        Assert.Equal(["four", "three"], await _server.ListAsync(new { }));
        Assert.Empty((await Http.GetJsonAsync($"/api/users/{Uri.EscapeDataString("a/b ü")}/sessions")).GetProperty("sessions").EnumerateArray());
    }

    [Fact]
    public async Task Entity_IsCreatedByName()
    {
        var user = await Http.PostAsync("/v1/users/", new { user_id = "new", metadata = new { plan = "pro" } }).JsonAsync(HttpStatusCode.Created);
        var agent = await Http.PostAsync("/v1/agents/", new { agent_id = "helper" }).JsonAsync(HttpStatusCode.Created);

        Assert.Equal(("new", "pro"), (user.GetProperty("user_id").GetString(), user.GetProperty("metadata").GetProperty("plan").GetString()));
        Assert.Equal("helper", agent.GetProperty("agent_id").GetString());
        Assert.Contains("\"new\"", (await Http.GetJsonAsync("/v1/entities/")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_AreListedNewestFirst()
    {
        var listed = await Http.GetJsonAsync("/v1/events/?page=1&page_size=2");

        Assert.Equal((3, 2), (listed.GetProperty("count").GetInt32(), listed.GetProperty("results").GetArrayLength()));
        Assert.Equal("four", listed.GetProperty("results")[0].GetProperty("results")[0].GetProperty("memory").GetString());
        var id = listed.GetProperty("results")[0].GetProperty("id").GetString();
        Assert.Equal(id, (await Http.GetJsonAsync($"/v1/event/{id}/")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task SelfHosted_RoutesServeTheSameMemories()
    {
        var added = await Http.PostAsync("/memories", new { messages = new[] { new { role = "user", content = "I live in Oslo." } }, user_id = "own" }).JsonAsync();
        var id = added.GetProperty("results")[0].GetProperty("id").GetString();

        Assert.Equal("Lives in Oslo.", added.GetProperty("results")[0].GetProperty("memory").GetString());
        Assert.Equal(["Lives in Oslo."], Mem0Server.Texts((await Http.GetJsonAsync("/memories?user_id=own&top_k=5")).GetProperty("results")));
        Assert.Equal("own", (await Http.GetJsonAsync($"/memories/{id}")).GetProperty("user_id").GetString());
        Assert.Equal(["Lives in Oslo."], Mem0Server.Texts((await Http.PostAsync("/search", new { query = "Where do I live?", user_id = "own" }).JsonAsync()).GetProperty("results")));
        Assert.Equal(["Lives in Oslo."], Mem0Server.Texts((await Http.PostAsync("/search", new { query = "Where do I live?", filters = new { user_id = "own" } }).JsonAsync()).GetProperty("results")));
        await Http.SendAsync(HttpMethod.Put, $"/memories/{id}", new { text = "Lives in Rome." }).StatusAsync(HttpStatusCode.OK);
        Assert.Equal("UPDATE", (await Http.GetJsonAsync($"/memories/{id}/history"))[1].GetProperty("event").GetString());
        Assert.Contains("\"own\"", (await Http.GetJsonAsync("/entities")).GetRawText(), StringComparison.Ordinal);
        await Http.SendAsync(HttpMethod.Delete, $"/memories/{id}").StatusAsync(HttpStatusCode.OK);
        await Http.SendAsync(HttpMethod.Delete, "/memories?user_id=ben").StatusAsync(HttpStatusCode.OK);
        Assert.Equal(["four", "two", "one"], await _server.ListAsync(new { }));
        await Http.SendAsync(HttpMethod.Delete, "/entities/agent/cook").StatusAsync(HttpStatusCode.OK);
        await Http.PostAsync("/reset", new { }).StatusAsync(HttpStatusCode.OK);
        Assert.Empty(await _server.ListAsync(new { }));
    }
}
