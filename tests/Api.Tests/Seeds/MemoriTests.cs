using System.Net;
using ChatMemory.Api.Support;
using ChatMemory.Support;

namespace ChatMemory.Api.Seeds;

/// <summary>What "Memori" offers.</summary>
public sealed class MemoriTests(SharedServer server) : IClassFixture<SharedServer>
{
    private HttpClient Http => server.Http;

    [Fact]
    public async Task Attribution_ToAnEntityAndAProcess_IsOnWhatIsLearned()
    {
        await Http.PostAsync("/api/chat", new { user = "entity", input = "I live in Oslo.", stream = false, memory = new { scope = new { agent = "support-bot", app = "web" } } }).JsonAsync();
        await Http.SettleAsync("entity");

        var learned = await Http.PostAsync("/api/users/entity/memories/query", new { filter = new { agent = "support-bot", app = "web" } }).JsonAsync();

        Assert.Contains("Oslo", learned.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_AreListedWithTheirExchanges()
    {
        await Http.ChatAsync("sessions", "Hello one", session: "one");
        await Http.ChatAsync("sessions", "Hello two", session: "two");

        var listed = await Http.GetJsonAsync("/api/users/sessions/sessions?limit=1");
        var rest = await Http.GetJsonAsync($"/api/users/sessions/sessions?limit=1&cursor={Uri.EscapeDataString(listed.GetProperty("next").GetString()!)}");

        Assert.Equal("two", listed.GetProperty("sessions")[0].GetProperty("session").GetString());
        Assert.Equal("one", rest.GetProperty("sessions")[0].GetProperty("session").GetString());
    }

    [Fact]
    public async Task Augmentation_RunsInTheBackground_AndWaitEndsWhenItIsDone()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Http.ChatAsync("background", $"My friend number {i} is called Friend{i}.", session: $"s{i}")));

        await Http.SettleAsync("background");

        var sessions = await Http.GetJsonAsync("/api/users/background/sessions?limit=100");
        Assert.All(sessions.GetProperty("sessions").EnumerateArray(), session => Assert.Equal(0, session.GetProperty("pending_extractions").GetInt32()));
    }

    [Fact]
    public async Task Recall_WithALimit_AndForManyUsersInOneCall()
    {
        string[] users = [.. Enumerable.Range(0, 30).Select(i => $"batch-{i}")];
        foreach (var user in users)
            await Http.AddAsync(user, new { text = $"The favourite colour of {user} is blue." }, new { text = $"{user} also knows the colour red." });

        var found = await Http.PostAsync("/api/recall", new { users, text = "favourite colour", limit = 1 }).JsonAsync();

        var results = found.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(users, results.Select(result => result.GetProperty("user").GetString()));
        Assert.All(results, result => Assert.Contains(
            $"favourite colour of {result.GetProperty("user").GetString()} ",
            result.GetProperty("result").GetProperty("memories").EnumerateArray().Single().GetProperty("memory").GetProperty("text").GetString(),
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task AHundredConcurrentUsers_StreamInOneProcess()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            await using var stream = await Http.PostAsync("/api/chat", new { user = $"hundred-{i}", input = $"I am user {i}." }).EventsAsync();
            return await stream.ToEndAsync();
        }));

        Assert.All(answers, seen => Assert.Equal("completed", seen[^1].Data.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task BringYourOwnDatabase_ByAConnectionString()
    {
        await using var postgres = await PostgresServer.TryStartAsync();
        Assert.SkipWhen(postgres is null, "PostgreSQL is not installed here.");
        string[] database = ["--ChatMemory:Journals:Provider=Postgres", $"--ChatMemory:Journals:ConnectionString={await postgres.CreateSchemaAsync()}"];
        await using (var first = await ApiServer.StartAsync(settings: database))
            await first.Http.ChatAsync("own", "I live in Bergen.", session: "s");

        await using var second = await ApiServer.StartAsync(settings: database);
        await second.Http.SettleAsync("own");

        Assert.Contains(await second.Http.RecallAsync("own", "Where does she live?"), text => text.Contains("Bergen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task BearerToken_LeadsToAUserId()
    {
        var token = (await Http.PostAsync("/api/tokens", new { user = "bearer" }).JsonAsync()).GetProperty("token").GetString();

        await Http.PostAsync("/api/chat", new { session = "s", input = "Hello", stream = false }, token).JsonAsync();

        await Http.GetJsonAsync("/api/users/bearer/sessions/s");
    }

    [Fact]
    public async Task Quota_IsAnErrorOfItsOwn()
    {
        await using var small = await ApiServer.StartAsync(settings: ["--ChatMemory:Memories:MaxPerUser=1"]);
        await small.Http.AddAsync("quota", new { text = "One." });

        using var response = await small.Http.PostAsync("/api/users/quota/memories", new { memories = new[] { new { text = "Two." } } });

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Contains("ChatMemory:Memories:MaxPerUser", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
