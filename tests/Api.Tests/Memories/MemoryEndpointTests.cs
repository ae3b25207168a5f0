using System.Net;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Memories;

public sealed class MemoryEndpointTests(SharedServer server) : IClassFixture<SharedServer>
{
    private HttpClient Http => server.Http;

    [Fact]
    public async Task Add_WithAnIdempotencyKeyTwice_AnswersWhatTheFirstDid()
    {
        var body = new { memories = new[] { new { text = "Likes tea." } }, idempotency_key = "k" };

        var first = await Http.PostAsync("/api/users/idem/memories", body).JsonAsync();
        var second = await Http.PostAsync("/api/users/idem/memories", body).JsonAsync();

        Assert.Equal(first.GetProperty("results").GetRawText(), second.GetProperty("results").GetRawText());
    }

    [Fact]
    public async Task Add_OfMessages_RecordsAndLearns()
    {
        var messages = new object[] { new { role = "user", text = "I am allergic to cats." }, new { role = "assistant", text = "Noted." } };

        await Http.PostAsync("/api/users/learn/memories", new { messages, session = "s" }).JsonAsync(HttpStatusCode.Accepted);
        await Http.SettleAsync("learn");

        Assert.Contains(await Http.RecallAsync("learn", "Which allergy?"), text => text.Contains("cats", StringComparison.Ordinal));
        Assert.Equal(1, (await Http.GetJsonAsync("/api/users/learn/sessions/s")).GetProperty("exchanges").GetInt32());
    }

    [Fact]
    public async Task Feed_SendsWhatHappened_ThenWhatHappens()
    {
        await Http.AddAsync("feed", new { text = "First." });
        await using var feed = await Http.SendAsync(HttpMethod.Get, "/api/users/feed/memories/events").EventsAsync();
        var first = (await feed.UntilAsync("memory.added"))[^1];

        await Http.AddAsync("feed", new { text = "Second." });

        var second = (await feed.UntilAsync("memory.added"))[^1];
        Assert.Equal("First.", first.Data.GetProperty("new_text").GetString());
        Assert.Equal("Second.", second.Data.GetProperty("new_text").GetString());
        Assert.NotEqual(second.Place, first.Place);
    }

    [Theory]
    [InlineData("Last-Event-ID")]
    [InlineData("starting_after")]
    public async Task Feed_Resumed_SendsWhatCameLater_EachOnceAndInOrder(string how)
    {
        var user = "resume-" + how;
        for (var n = 1; n <= 250; n += 50)
            await Http.AddAsync(user, [.. Enumerable.Range(n, 50).Select(number => (object)new { text = $"Number {number}." })]);
        var seen = new List<SeenEvent>();
        await using (var feed = await Http.SendAsync(HttpMethod.Get, $"/api/users/{user}/memories/events").EventsAsync())
        {
            while (seen.Count < 70)
                seen.AddRange(await feed.UntilAsync("memory.added"));
        }

        var resume = new HttpRequestMessage(HttpMethod.Get, $"/api/users/{user}/memories/events{(how == "starting_after" ? $"?starting_after={seen[^1].Place}" : "")}");
        if (how == "Last-Event-ID")
            resume.Headers.Add(how, seen[^1].Place);
        await using var rest = await Http.SendAsync(resume, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken).EventsAsync();
        while (seen.Count < 250)
            seen.AddRange(await rest.UntilAsync("memory.added"));
        await Http.AddAsync(user, new { text = "Number 251." });
        seen.AddRange(await rest.UntilAsync("memory.added"));

        Assert.Equal(Enumerable.Range(1, 251).Select(n => $"Number {n}."), seen.Select(item => item.Data.GetProperty("new_text").GetString()));
        Assert.Equal(seen.Select(Number).Order(), seen.Select(Number));
    }

    [Theory]
    [InlineData("12-")]
    [InlineData("-7")]
    [InlineData("7x")]
    public async Task Feed_ResumedAfterWhatIsNoId_IsRefused(string id) =>
        await Http.GetJsonAsync($"/api/users/odd/memories/events?starting_after={id}", HttpStatusCode.BadRequest);

    [Fact]
    public async Task Feed_OfAnErasedUser_SaysSo_ToWhoFollowsAndToWhoComesBack()
    {
        await Http.AddAsync("erased", new { text = "First." }, new { text = "Second." });
        var list = await Http.GetJsonAsync("/api/users/erased/memories");
        await using var feed = await Http.SendAsync(HttpMethod.Get, "/api/users/erased/memories/events").EventsAsync();
        await feed.UntilAsync("memory.added");

        await Http.SendAsync(HttpMethod.Delete, "/api/users/erased").StatusAsync(HttpStatusCode.NoContent);
        var erased = (await feed.UntilAsync("memories.erased"))[^1];
        await Http.AddAsync("erased", new { text = "Third." }, new { text = "Fourth." }, new { text = "Fifth." });

        Assert.Equal("Third.", (await feed.UntilAsync("memory.added"))[^1].Data.GetProperty("new_text").GetString());
        Assert.Equal("0", erased.Place);
        await using var back = await Http.SendAsync(HttpMethod.Get, $"/api/users/erased/memories/events?starting_after={list.GetProperty("feed_position").GetString()}").EventsAsync();
        Assert.Equal("memories.erased", (await back.NextAsync())!.Type);
        Assert.Equal("Third.", (await back.NextAsync())!.Data.GetProperty("new_text").GetString());
    }

    [Fact]
    public async Task Delete_ByFilter_TakesOnlyWhatItMeans()
    {
        await Http.AddAsync("filter", new { text = "Keep.", categories = new[] { "a" } }, new { text = "Go.", categories = new[] { "b" } });

        var deleted = await Http.PostAsync("/api/users/filter/memories/delete", new { filter = new { category = "b" } }).JsonAsync();

        Assert.Equal(1, deleted.GetProperty("deleted").GetArrayLength());
        Assert.Equal(["Keep."], await Http.MemoriesAsync("filter"));
    }

    [Fact]
    public async Task List_InPages_ShowsEachOnce()
    {
        await Http.AddAsync("pages", [.. Enumerable.Range(0, 25).Select(i => (object)new { text = $"Memory number {i}." })]);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Http.PostAsync("/api/users/pages/memories/query", cursor is null ? new { limit = 10 } : (object)new { limit = 10, cursor }).JsonAsync();
            seen.AddRange(page.GetProperty("memories").EnumerateArray().Select(memory => memory.GetProperty("text").GetString()!));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        Assert.Equal(25, seen.Distinct().Count());
        Assert.Equal(25, seen.Count);
    }

    [Fact]
    public async Task ImmutableMemory_CannotBeChanged_ButDeleted()
    {
        var added = await Http.PostAsync("/api/users/immutable/memories", new { memories = new[] { new { text = "Carved in stone.", immutable = true } } }).JsonAsync();
        var path = $"/api/users/immutable/memories/{added.GetProperty("results")[0].GetProperty("memory").GetString()}";

        await Http.SendAsync(HttpMethod.Patch, path, new { text = "Changed." }).StatusAsync(HttpStatusCode.Conflict);
        await Http.SendAsync(HttpMethod.Delete, path).JsonAsync();
    }

    [Fact]
    public async Task ExportAndErasure_CoverEverythingOfAUser()
    {
        await Http.ChatAsync("gone", "My secret word is rhubarb.", session: "s");
        await Http.AddAsync("gone", new { text = "Likes rhubarb pie." });
        await Http.SettleAsync("gone");
        var before = await ExportAsync("gone");

        await Http.SendAsync(HttpMethod.Delete, "/api/users/gone").StatusAsync(HttpStatusCode.NoContent);

        Assert.Contains(before, line => line.Contains("\"type\":\"exchange\"", StringComparison.Ordinal) && line.Contains("rhubarb", StringComparison.Ordinal));
        Assert.Contains(before, line => line.Contains("\"type\":\"memory\"", StringComparison.Ordinal) && line.Contains("pie", StringComparison.Ordinal));
        Assert.Empty(await ExportAsync("gone"));
        await Http.GetJsonAsync("/api/users/gone/sessions/s", HttpStatusCode.NotFound);
        var users = await Http.GetJsonAsync("/api/users?limit=1000");
        Assert.DoesNotContain("gone", users.GetProperty("users").EnumerateArray().Select(user => user.GetString()));
    }

    [Fact]
    public async Task Recall_SaysOfEachResultWhy()
    {
        await Http.AddAsync("why", new { text = "We bought a boat last May.", said_at = "2024-03-01T00:00:00Z" }, new { text = "Tea is nice." });
        await Http.SettleAsync("why");

        var answer = await Http.PostAsync("/api/users/why/memories/recall", new { text = "Which boat did we buy in May 2023?", asked_at = "2026-01-01T00:00:00Z" }).JsonAsync();

        var why = answer.GetProperty("memories")[0].GetProperty("why");
        Assert.InRange(why.GetProperty("semantic").GetDouble(), 0.1, 1);
        Assert.True(why.GetProperty("lexical").GetDouble() > 0);
        Assert.Contains("boat", why.GetProperty("terms").EnumerateArray().Select(term => term.GetString()));
        Assert.True(why.GetProperty("time").GetBoolean());
        Assert.Equal(0, why.GetProperty("context").GetDouble());
        Assert.False(answer.GetProperty("partial").GetBoolean());
    }

    [Fact]
    public async Task Reindex_ThenSettle_LeavesTheAnswersAsTheyWere()
    {
        await Http.AddAsync("reindex", new { text = "Likes rhubarb pie." }, new { text = "Rides a green bicycle." });
        await Http.SettleAsync("reindex");
        var before = await RecalledAsync();

        await Http.PostAsync("/api/users/reindex/memories/reindex", new { }).StatusAsync(HttpStatusCode.Accepted);
        await Http.SettleAsync("reindex");

        Assert.Equal(before, await RecalledAsync());

        async Task<string> RecalledAsync() =>
            (await Http.PostAsync("/api/users/reindex/memories/recall", new { text = "Which bicycle?", asked_at = "2026-01-01T00:00:00Z" }).JsonAsync()).GetProperty("memories").GetRawText();
    }

    private async Task<string[]> ExportAsync(string user) =>
        (await Http.GetStringAsync($"/api/users/{user}/export", TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static long Number(SeenEvent item) => item.Data.GetProperty("number").GetInt64();
}
