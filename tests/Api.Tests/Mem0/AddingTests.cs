using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Mem0;

public sealed class AddingTests(Mem0Server server) : IClassFixture<Mem0Server>
{
    private const string Add = "/v3/memories/add/";

    private HttpClient Http => server.Http;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_TellsByItsEventWhatWasLearned()
    {
        var added = await AddAsync(new { messages = Said("I live in Lisbon."), user_id = "event", agent_id = "coach", metadata = new { topic = "home" } });
        await Http.SettleAsync("event");

        var seen = await Http.GetJsonAsync($"/v1/event/{added.GetProperty("event_id").GetString()}/");

        Assert.Equal("PENDING", added.GetProperty("status").GetString());
        Assert.Equal("SUCCEEDED", seen.GetProperty("status").GetString());
        Assert.Equal("I live in Lisbon.", seen.GetProperty("payload").GetProperty("messages")[0].GetProperty("content").GetString());
        var result = seen.GetProperty("results").EnumerateArray().Single();
        Assert.Equal("Lives in Lisbon.", result.GetProperty("data").GetProperty("memory").GetString());
        var memory = await Http.GetJsonAsync($"/v1/memories/{result.GetProperty("id").GetString()}/");
        Assert.Equal("event", memory.GetProperty("user_id").GetString());
        Assert.Equal("coach", memory.GetProperty("agent_id").GetString());
        Assert.Equal("home", memory.GetProperty("metadata").GetProperty("topic").GetString());
        Assert.Equal(JsonValueKind.Null, memory.GetProperty("run_id").ValueKind);
    }

    [Fact]
    public async Task Add_OfMessages_ListsFactsAndNotTheTurns()
    {
        await AddAsync(new { messages = Said("I love pistachio ice cream."), user_id = "facts" });
        await Http.SettleAsync("facts");

        Assert.Equal(["Likes pistachio ice cream."], await server.ListAsync(new { user_id = "facts" }));
        Assert.Equal(["Likes pistachio ice cream."], await server.SearchAsync("Which ice cream do I love?", new { user_id = "facts" }));
        Assert.Contains("I love pistachio ice cream.", await Http.MemoriesAsync("facts"));
    }

    [Fact]
    public async Task Add_WithoutInference_StoresUserAndAssistantWordForWordAtOnce()
    {
        object[] messages =
        [
            new { role = "system", content = "Be kind." },
            new { role = "user", content = "I keep bees." },
            new { role = "assistant", content = "How many hives?", name = "Bot" },
            new { role = "user", content = new object[] { new { type = "image_url", image_url = new { url = "https://example.com/x.png" } } } },
        ];
        var added = await AddAsync(new { messages, user_id = "verbatim", infer = false });

        Assert.Equal("SUCCEEDED", added.GetProperty("status").GetString());
        Assert.Equal(["I keep bees.", "How many hives?"], added.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("data").GetProperty("memory").GetString()));
        Assert.Equal(["How many hives?", "I keep bees."], await server.ListAsync(new { user_id = "verbatim" }));
        var seen = await Http.GetJsonAsync($"/v1/event/{added.GetProperty("event_id").GetString()}/");
        Assert.Equal(2, seen.GetProperty("results").GetArrayLength());
    }

    [Fact]
    public async Task Add_OfWhatIsThere_SucceedsWithoutResults()
    {
        await server.StoreAsync(new { user_id = "twice" }, "I keep bees.");

        var again = await AddAsync(new { messages = Said("I keep bees."), user_id = "twice", infer = false });

        Assert.Equal("SUCCEEDED", again.GetProperty("status").GetString());
        Assert.Equal(0, again.GetProperty("results").GetArrayLength());
        Assert.Single(await server.ListAsync(new { user_id = "twice" }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("run-7")]
    public async Task Add_RepeatedWithItsIdempotencyKey_AnswersTheSame(string? run)
    {
        var user = $"idempotent {run}";
        var body = new { messages = Said("I keep goats."), user_id = user, run_id = run, infer = false };

        var first = await AddAsync(body, key: "k1");
        var again = await AddAsync(body, key: "k1");
        var learned = await AddAsync(new { messages = Said("I live in Bergen."), user_id = user, run_id = run }, key: "k2");
        var learnedAgain = await AddAsync(new { messages = Said("I live in Bergen."), user_id = user, run_id = run }, key: "k2");
        using var other = await SendAsync(new { messages = Said("I keep sheep."), user_id = user, run_id = run }, key: "k1");

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal(learned.GetRawText(), learnedAgain.GetRawText());
        Assert.NotEqual(first.GetProperty("event_id").GetString(), learned.GetProperty("event_id").GetString());
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        await Http.SettleAsync(user);
        Assert.Equal(["Lives in Bergen.", "I keep goats."], await server.ListAsync(new { user_id = user }));
    }

    [Fact]
    public async Task Add_OfAgentsAppsAndRuns_NamesNoUser()
    {
        var ids = await server.StoreAsync(new { agent_id = "bot", app_id = "shop", run_id = "r" }, "The bot speaks softly.");

        var memory = await Http.GetJsonAsync($"/v1/memories/{ids[0]}/");

        Assert.Equal(JsonValueKind.Null, memory.GetProperty("user_id").ValueKind);
        Assert.Equal(("bot", "shop", "r"), (memory.GetProperty("agent_id").GetString(), memory.GetProperty("app_id").GetString(), memory.GetProperty("session_id").GetString()));
        Assert.Contains("The bot speaks softly.", await server.ListAsync(new { agent_id = "bot" }));
        Assert.Empty(await server.ListAsync(Mem0Server.Json("""{"AND": [{"user_id": "*"}, {"app_id": "shop"}]}""")));
        await Http.PostAsync("/api/chat", new { user = ".", input = "Who am I?" }).StatusAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Add_WithATimestampAndAnExpirationDate_CarriesThemToWhatIsLearned()
    {
        await AddAsync(new { messages = Said("I live in Oslo."), user_id = "dated", timestamp = 1_700_000_000, expiration_date = "2999-12-31", immutable = true });
        await Http.SettleAsync("dated");

        var memory = (await Http.PostAsync("/v3/memories/", new { filters = new { user_id = "dated" } }).JsonAsync()).GetProperty("results")[0];

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), memory.GetProperty("created_at").GetDateTimeOffset());
        Assert.Equal("2999-12-31", memory.GetProperty("expiration_date").GetString());
        using var update = await Http.SendAsync(HttpMethod.Put, $"/v1/memories/{memory.GetProperty("id").GetString()}/", new { text = "Lives in Rome." });
        Assert.Equal(HttpStatusCode.Conflict, update.StatusCode);
    }

    [Fact]
    public async Task Add_InARun_IsUnderstoodFromWhatWasSaidBefore()
    {
        await AddAsync(new { messages = new[] { new { role = "assistant", content = "Where do you live?" } }, user_id = "context", run_id = "talk" });
        await AddAsync(new { messages = Said("In Porto."), user_id = "context", run_id = "talk" });
        await Http.SettleAsync("context");

        Assert.Contains(await server.ListAsync(new { user_id = "context" }), text => text.Contains("Porto", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddV1_AnswersAListUnlessVersion11IsAskedFor()
    {
        var list = await Http.PostAsync("/v1/memories/", new { messages = Said("I keep bees."), user_id = "v1" }).JsonAsync();
        var wrapped = await Http.PostAsync("/v1/memories/", new { messages = Said("I keep hens."), user_id = "v1", output_format = "v1.1", version = "v2" }).JsonAsync();
        var waited = await Http.PostAsync("/v1/memories/", new { messages = Said("I live in Turin."), user_id = "v1", async_mode = false }).JsonAsync();

        Assert.Equal("PENDING", list[0].GetProperty("status").GetString());
        Assert.Equal("PENDING", wrapped.GetProperty("results")[0].GetProperty("status").GetString());
        Assert.Equal(0, wrapped.GetProperty("relations").GetArrayLength());
        Assert.Equal("Lives in Turin.", waited[0].GetProperty("memory").GetString());
    }

    [Fact]
    public async Task Event_OfAnotherTenantOrOfNothing_IsNotFound()
    {
        var added = await server.StoreAsync(new { user_id = "no event" }, "I keep bees.");

        await Http.GetJsonAsync($"/v1/event/{added[0]}/", HttpStatusCode.NotFound);
        await Http.GetJsonAsync("/v1/event/01990000-0000-7000-8000-000000000000/", HttpStatusCode.NotFound);
    }

    private static object[] Said(string text) => [new { role = "user", content = text }];

    private Task<JsonElement> AddAsync(object body, string? key = null) => SendAsync(body, key).JsonAsync();

    private Task<HttpResponseMessage> SendAsync(object body, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Add) { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return Http.SendAsync(request, Cancellation);
    }
}
