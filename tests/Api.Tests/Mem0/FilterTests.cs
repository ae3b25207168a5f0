using System.Net;
using System.Text.Json;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Mem0;

/// <summary>The grammar of filters, on memories of its own: by listing and by searching alike.</summary>
public sealed class FilterTests(FilterTests.Stored stored) : IClassFixture<FilterTests.Stored>
{
    [Theory]
    [InlineData("""{"user_id": "ann"}""", "tea bees jazz")]
    [InlineData("""{"AND": [{"user_id": "ann"}]}""", "tea bees jazz")]
    [InlineData("""{"user_id": "ann", "agent_id": "cook"}""", "tea")]
    [InlineData("""{"user_id": {"eq": "ann"}}""", "tea bees jazz")]
    [InlineData("""{"user_id": {"in": ["ann", "ben"]}}""", "tea bees jazz ben")]
    [InlineData("""{"OR": [{"user_id": "ben"}, {"agent_id": "cook"}]}""", "tea ben agent")]
    [InlineData("""{"agent_id": "cook"}""", "tea agent")]
    [InlineData("""{"AND": [{"agent_id": "cook"}, {"user_id": "*"}]}""", "tea")]
    [InlineData("""{"AND": [{"agent_id": "cook"}, {"user_id": {"ne": "ann"}}]}""", "agent")]
    [InlineData("""{"user_id": "ann", "agent_id": {"ne": "cook"}}""", "bees jazz")]
    [InlineData("""{"AND": [{"user_id": "ann"}, {"agent_id": "*"}, {"agent_id": {"ne": "cook"}}]}""", "")]
    [InlineData("""{"AND": [{"user_id": "ann"}, {"run_id": "*"}]}""", "bees")]
    [InlineData("""{"AND": [{"user_id": "ann"}, {"user_id": "ben"}]}""", "")]
    [InlineData("""{"user_id": "nobody"}""", "")]
    [InlineData("""{}""", "tea bees jazz ben agent")]
    [InlineData("""{"AND": [{"user_id": "ann"}], "OR": [{"keywords": {"icontains": "TEA"}}, {"keywords": {"icontains": "jazz"}}]}""", "tea jazz")]
    [InlineData("""{"user_id": "ann", "NOT": {"categories": {"in": ["hobby"]}}}""", "tea jazz")]
    [InlineData("""{"user_id": "ann", "NOT": [{"keywords": {"contains": "tea"}}, {"categories": {"contains": "HOBBY"}}]}""", "jazz")]
    [InlineData("""{"AND": [{"user_id": "ann"}, {"NOT": {"OR": [{"categories": {"in": ["hobby"]}}, {"metadata": {"loud": true}}]}}]}""", "tea")]
    [InlineData("""{"user_id": "ann", "categories": {"in": ["hobby", "work"]}}""", "bees")]
    [InlineData("""{"user_id": "ann", "categories": {"contains": "OBB"}}""", "bees")]
    [InlineData("""{"user_id": "ann", "categories": {"in": ["obb"]}}""", "")]
    [InlineData("""{"user_id": "ann", "metadata": {"loud": true}}""", "jazz")]
    [InlineData("""{"user_id": "ann", "metadata": {"place": {"contains": "GARD"}}}""", "bees")]
    [InlineData("""{"user_id": "ann", "metadata": {"loud": {"ne": true}}}""", "tea bees")]
    [InlineData("""{"user_id": "ann", "metadata": {"place": {"eq": "garden"}, "hives": 3}}""", "bees")]
    [InlineData("""{"user_id": "ann", "keywords": {"contains": "TEA"}}""", "")]
    [InlineData("""{"user_id": "ann", "keywords": {"icontains": "TEA"}}""", "tea")]
    [InlineData("""{"user_id": "ann", "text": "keeps"}""", "bees")]
    [InlineData("""{"user_id": "ann", "created_at": {"gte": "2020-01-01", "lt": "2021-01-01T00:00:00Z"}}""", "jazz")]
    [InlineData("""{"user_id": "ann", "timestamp": "2020-06-01"}""", "jazz")]
    [InlineData("""{"user_id": "ann", "created_at": {"in": ["2020-06-01", 0]}}""", "jazz")]
    [InlineData("""{"user_id": "ann", "created_at": {"ne": "2020-06-01"}}""", "tea bees")]
    [InlineData("""{"user_id": "ann", "expiration_date": "2999-12-31"}""", "tea")]
    [InlineData("""{"user_id": "ann", "expiration_date": {"lte": "2999-12-31"}}""", "tea")]
    [InlineData("""{"user_id": "ann", "expiration_date": {"lt": "2999-12-31"}}""", "")]
    [InlineData("""{"user_id": "ann", "expiration_date": {"gte": "2999-12-31"}}""", "tea")]
    [InlineData("""{"user_id": "ann", "expiration_date": {"gt": "2999-12-31"}}""", "")]
    [InlineData("""{"user_id": "ann", "memory_ids": ["$TEA", "not an id"]}""", "tea")]
    [InlineData("""{"memory_ids": {"in": ["$TEA"]}, "user_id": "ben"}""", "")]
    public async Task Filter_MeansTheSameInListsAndInSearch(string filter, string expected)
    {
        var filters = Mem0Server.Json(filter.Replace("$TEA", stored.Tea, StringComparison.Ordinal));
        var names = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);

        Assert.Equal(names, (await stored.Server.ListAsync(filters)).Select(Name).Order(StringComparer.Ordinal));
        Assert.Equal(names, (await stored.Server.SearchAsync("Who likes what?", filters)).Select(Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"user_id": "ann", "bogus_key": "z"}""")]
    [InlineData("""{"and": []}""")]
    [InlineData("""[]""")]
    [InlineData("""{"AND": [1]}""")]
    [InlineData("""{"user_id": 7}""")]
    [InlineData("""{"user_id": ""}""")]
    [InlineData("""{"user_id": "."}""")]
    [InlineData("""{"user_id": {"nin": ["a"]}}""")]
    [InlineData("""{"user_id": {}}""")]
    [InlineData("""{"user_id": {"in": "ann"}}""")]
    [InlineData("""{"user_id": "ann", "created_at": {"eq": "2020-01-01"}}""")]
    [InlineData("""{"user_id": "ann", "created_at": {">=": "2020-01-01"}}""")]
    [InlineData("""{"user_id": "ann", "created_at": "soon"}""")]
    [InlineData("""{"user_id": "ann", "categories": {"eq": "a"}}""")]
    [InlineData("""{"user_id": "ann", "categories": {"ne": "a"}}""")]
    [InlineData("""{"user_id": "ann", "categories": "a"}""")]
    [InlineData("""{"user_id": "ann", "metadata": {"a": {"in": [1]}}}""")]
    [InlineData("""{"user_id": "ann", "metadata": {"a": {"gt": 1}}}""")]
    [InlineData("""{"user_id": "ann", "metadata": "a"}""")]
    [InlineData("""{"user_id": "ann", "keywords": "a"}""")]
    [InlineData("""{"user_id": "ann", "memory_ids": "a"}""")]
    [InlineData("""{"NOT":{"NOT":{"NOT":{"NOT":{"NOT":{"NOT":{"NOT":{"NOT":{"user_id":"ann"}}}}}}}}}""")]
    public async Task Filter_OutsideTheGrammar_IsRefused(string filter)
    {
        var filters = Mem0Server.Json(filter);

        await stored.Server.Http.PostAsync("/v3/memories/", new { filters }).StatusAsync(HttpStatusCode.BadRequest);
        var refused = await stored.Server.Http.PostAsync("/v3/memories/search/", new { query = "q", filters }).JsonAsync(HttpStatusCode.BadRequest);
        Assert.NotEmpty(refused.GetProperty("error").GetString()!);
    }

    [Fact]
    public async Task List_ByPage_LeadsToItsNeighbours()
    {
        var filters = new { user_id = new { @in = new[] { "ann", "ben" } } };

        var first = await stored.Server.Http.PostAsync("/v3/memories/?page=1&page_size=3", new { filters, page = 9 }).JsonAsync();
        var second = await stored.Server.Http.PostAsync(new Uri(first.GetProperty("next").GetString()!).PathAndQuery, new { filters }).JsonAsync();

        Assert.Equal(4, first.GetProperty("count").GetInt32());
        Assert.Equal(3, first.GetProperty("results").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, first.GetProperty("previous").ValueKind);
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.EndsWith("/v3/memories/?page=1&page_size=3", second.GetProperty("previous").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, Mem0Server.Texts(first.GetProperty("results")).Concat(Mem0Server.Texts(second.GetProperty("results"))).Distinct().Count());
        await stored.Server.Http.PostAsync("/v3/memories/?page=3&page_size=3", new { filters }).StatusAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task List_WithDatesKeywordsCategoriesAndFields_IsNarrowedByAllOfThem()
    {
        var filters = new { user_id = "ann" };

        var dated = await stored.Server.Http.PostAsync("/v3/memories/", new { filters, start_date = "2020-06-01", end_date = "2020-06-01" }).JsonAsync();
        var worded = await stored.Server.Http.PostAsync("/v3/memories/", new { filters, keywords = "KEEPS", categories = new[] { "hobby" }, fields = new[] { "memory" } }).JsonAsync();

        Assert.Equal(["likes jazz"], Mem0Server.Texts(dated.GetProperty("results")));
        Assert.Equal("""[{"memory":"keeps bees"}]""", worded.GetProperty("results").GetRawText());
    }

    private static string Name(string text) => text switch
    {
        "drinks tea" => "tea",
        "keeps bees" => "bees",
        "likes jazz" => "jazz",
        "ben runs" => "ben",
        _ => "agent",
    };

    /// <summary>Five memories that differ in everything a filter can ask.</summary>
    public sealed class Stored : IAsyncLifetime
    {
        public Mem0Server Server { get; } = new();

        public string Tea { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            await Server.InitializeAsync();
            Tea = (await Server.StoreAsync(new { user_id = "ann", agent_id = "cook", expiration_date = "2999-12-31" }, "drinks tea"))[0];
            await Server.Http.PostAsync("/api/users/ann/memories", new
            {
                memories = new[] { new { text = "keeps bees", scope = new { run = "r1" }, categories = new[] { "Hobby" }, metadata = new { place = "garden", hives = 3 } } },
            }).JsonAsync();
            await Server.StoreAsync(new { user_id = "ann", metadata = new { loud = true }, timestamp = "2020-06-01T12:00:00Z" }, "likes jazz");
            await Server.StoreAsync(new { user_id = "ben" }, "ben runs");
            await Server.StoreAsync(new { agent_id = "cook" }, "the agent sings");
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
