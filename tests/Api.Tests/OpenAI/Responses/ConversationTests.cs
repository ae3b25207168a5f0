using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.OpenAI.Responses;

public sealed class ConversationTests(WireServer server) : IClassFixture<WireServer>
{
    private HttpClient Http => server.Http;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Conversation_KeepsItsMetadataUntilItIsDeleted()
    {
        var created = await CreateAsync(new { metadata = new { topic = "tea" } });
        var updated = await Http.PostAsync($"/v1/conversations/{created.Id()}", new { metadata = new { topic = "coffee" } }).JsonAsync();
        var retrieved = await Http.GetJsonAsync($"/v1/conversations/{created.Id()}");

        Assert.Equal("tea", created.GetProperty("metadata").GetProperty("topic").GetString());
        Assert.Equal("coffee", updated.GetProperty("metadata").GetProperty("topic").GetString());
        Assert.True(JsonElement.DeepEquals(updated, retrieved));
        var deleted = await Http.SendAsync(HttpMethod.Delete, $"/v1/conversations/{created.Id()}").JsonAsync();
        Assert.Equal("conversation.deleted", deleted.GetProperty("object").GetString());
        await Http.GetJsonAsync($"/v1/conversations/{created.Id()}", HttpStatusCode.NotFound);
        await Http.PostAsync("/v1/responses", new { input = "hi", conversation = created.Id() }).StatusAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Conversation_TellsItsItemsToTheModel_AndTakesInWhatItAnswers()
    {
        var conversation = await CreateAsync(new { items = new[] { Said("user", "first"), Said("assistant", "second") } }, user: "talk");
        var response = await Http.RespondAsync(new { input = "third", conversation = new { id = conversation.Id() } });
        await Http.RespondAsync(new { input = "fourth", conversation = conversation.Id(), user = "talk" });

        Assert.Equal(conversation.Id(), response.GetProperty("conversation").Id());
        Assert.Equal(["first", "second", "third", "third", "fourth", "fourth"], (await ItemsAsync(conversation, "?order=asc")).Items());
        Assert.Equal(["fourth", "fourth", "third"], (await ItemsAsync(conversation, "?limit=3")).Items());
        await Http.SettleAsync("talk");
        Assert.Contains("first", await Http.MemoriesAsync("talk"));
    }

    [Fact]
    public async Task Items_ReadInPagesBothWays_AreEachMetOnce()
    {
        var conversation = await CreateAsync(body: null);
        for (var i = 0; i < 3; i++)
            await AddAsync(conversation, Enumerable.Range(i * 20, 20).Select(number => Said("user", $"{number}")));

        foreach (var order in (string[])["asc", "desc"])
        {
            var met = new List<string>();
            for (string? after = ""; after is not null;)
            {
                var page = await ItemsAsync(conversation, $"?limit=7&order={order}{after}");
                met.AddRange(page.Items());
                after = page.GetProperty("has_more").GetBoolean() ? $"&after={page.GetProperty("last_id").GetString()}" : null;
            }

            var all = Enumerable.Range(0, 60).Select(number => $"{number}");
            Assert.Equal(order == "asc" ? all : all.Reverse(), met);
        }
    }

    [Fact]
    public async Task Item_Deleted_IsGoneFromEverywhere()
    {
        var conversation = await CreateAsync(body: null, user: "items");
        var added = await AddAsync(conversation, [Said("user", "keep this"), Said("user", "forget this")]);
        var path = $"/v1/conversations/{conversation.Id()}/items/{added.GetProperty("data")[1].Id()}";
        Assert.Equal("forget this", (await Http.GetJsonAsync(path)).Said());

        var left = await Http.SendAsync(HttpMethod.Delete, path).JsonAsync();
        var response = await Http.RespondAsync(new { input = "what is left?", conversation = conversation.Id() });

        Assert.Equal(conversation.Id(), left.Id());
        await Http.GetJsonAsync(path, HttpStatusCode.NotFound);
        await Http.SendAsync(HttpMethod.Delete, path).StatusAsync(HttpStatusCode.NotFound);
        Assert.Equal(["keep this", "what is left?", "what is left?"], (await ItemsAsync(conversation, "?order=asc")).Items());
        var seen = server.Model.Requests.Last(request => string.Concat(request.LastWords()) == "what is left?").Body.GetRawText();
        Assert.Contains("keep this", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("forget this\"", seen.Replace("said: forget this", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("what is left?", response.Text());
    }

    [Fact]
    public async Task Response_InAConversation_CanBranchOffItButNotGoOnInIt()
    {
        var conversation = await CreateAsync(body: null);
        var first = await Http.RespondAsync(new { input = "in it", conversation = conversation.Id() });
        await Http.RespondAsync(new { input = "beside it", previous_response_id = first.Id() });

        Assert.Equal(["in it", "in it"], (await ItemsAsync(conversation, "?order=asc")).Items());
    }

    [Fact]
    public async Task Conversation_BegunWithoutAUser_IsGivenToTheFirstOneThatAResponseNames()
    {
        var conversation = await CreateAsync(new { metadata = new { topic = "tea" }, items = new[] { Said("user", "said before") } });
        var response = await Http.RespondAsync(new { input = "I moved to Turin.", conversation = conversation.Id(), user = "late" });
        await Http.RespondAsync(new { input = "and on", conversation = conversation.Id(), safety_identifier = "late" });
        await AddAsync(conversation, [Said("user", "added")]);

        Assert.Equal(conversation.Id(), response.GetProperty("conversation").Id());
        Assert.Equal(["said before", "I moved to Turin.", "I moved to Turin.", "and on", "and on", "added"], (await ItemsAsync(conversation, "?order=asc")).Items());
        Assert.Equal("I moved to Turin.", (await Http.ResponseAsync(response.Id())).Text());
        await Http.SettleAsync("late");
        Assert.Contains(await Http.RecallAsync("late", "where"), text => text.Contains("Turin", StringComparison.Ordinal));
        await Http.PostAsync("/v1/responses", new { input = "x", conversation = conversation.Id(), user = "another" }).StatusAsync(HttpStatusCode.NotFound);
        var updated = await Http.PostAsync($"/v1/conversations/{conversation.Id()}", new { metadata = new { topic = "coffee" } }).JsonAsync();
        Assert.Equal(("coffee", conversation.Id()), (updated.GetProperty("metadata").GetProperty("topic").GetString(), updated.Id()));
        Assert.Equal(6, (await ItemsAsync(conversation, "")).Items().Length);
        await Http.SendAsync(HttpMethod.Delete, $"/v1/conversations/{conversation.Id()}").JsonAsync();
        Assert.Empty((await Http.GetJsonAsync("/api/users/late/sessions")).GetProperty("sessions").EnumerateArray());
        await Http.GetJsonAsync($"/v1/conversations/{conversation.Id()}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Reference_ToAStoredItem_IsTheItem()
    {
        var first = await Http.RespondAsync(new { input = "stored words", user = "refer" });
        object[] input = [new { type = "item_reference", id = first.GetProperty("output")[0].Id() }, Said("user", "and new ones")];
        await Http.RespondAsync(new { input, user = "refer" });

        var seen = server.Model.Requests.Last(request => string.Concat(request.LastWords()) == "and new ones");
        Assert.Equal("stored words", seen.Messages[^2].GetProperty("content").GetString());
        Assert.Equal("assistant", seen.Messages[^2].GetProperty("role").GetString());
    }

    [Fact]
    public async Task Conversation_SeenFromTheNativeApi_IsASession()
    {
        var conversation = await CreateAsync(body: null, user: "both");
        await Http.RespondAsync(new { input = "through one wire", conversation = conversation.Id() });

        var sessions = (await Http.GetJsonAsync("/api/users/both/sessions")).GetProperty("sessions");
        var session = Assert.Single(sessions.EnumerateArray()).GetProperty("session").GetString()!;
        await Http.ChatAsync("both", "through the other", session);
        Assert.Equal("through the other", (await ItemsAsync(conversation, "?limit=1")).Items()[0]);
        await Http.SendAsync(HttpMethod.Delete, $"/api/users/both/sessions/{session}").StatusAsync(HttpStatusCode.NoContent);
        await Http.GetJsonAsync($"/v1/conversations/{conversation.Id()}", HttpStatusCode.NotFound);
    }

    private static object Said(string role, string content) => new { role, content };

    private Task<JsonElement> AddAsync(JsonElement conversation, IEnumerable<object> items) =>
        Http.PostAsync($"/v1/conversations/{conversation.Id()}/items", new { items }).JsonAsync();

    private Task<JsonElement> ItemsAsync(JsonElement conversation, string query) => Http.GetJsonAsync($"/v1/conversations/{conversation.Id()}/items{query}");

    private Task<JsonElement> CreateAsync(object? body, string? user = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/conversations") { Content = body is null ? null : JsonContent.Create(body) };
        if (user is not null)
            request.Headers.Add("X-User", user);
        return Http.SendAsync(request, Cancellation).JsonAsync();
    }
}
