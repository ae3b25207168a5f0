using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.OpenAI.Responses;

public sealed class ResponseTests(WireServer server) : IClassFixture<WireServer>
{
    private static readonly object[] Tools = [new { type = "function", name = "weather", strict = true, parameters = new { type = "object" } }];

    private HttpClient Http => server.Http;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scopes_OfHeadersOrMetadata_AreWhatIsLearnedCarries()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/responses")
        {
            Content = JsonContent.Create(new { user = "scoped", input = "I live in Lisbon.", metadata = new { agent_id = "is not asked", run_id = "r1" } }),
            Headers = { { "X-Agent", "coach%2F1" } },
        };

        await Http.SendAsync(request, Cancellation).StatusAsync(HttpStatusCode.OK);
        await Http.SettleAsync("scoped");

        Assert.NotEmpty(await Http.RecallAsync("scoped", "live", new { and = new object[] { new { agent = "coach/1" }, new { run = "r1" } } }));
        Assert.Empty(await Http.RecallAsync("scoped", "live", new { agent = "is not asked" }));
    }

    [Fact]
    public async Task Response_IsWhatItsRetrievalSays()
    {
        var created = await Http.RespondAsync(new
        {
            model = "m-1",
            input = "hello there",
            user = "whole",
            metadata = new { a = "1" },
            instructions = "Be brief.",
            temperature = 0.5,
            max_output_tokens = 99,
        });
        var retrieved = await Http.ResponseAsync(created.Id());

        Assert.Equal("hello there", created.Text());
        Assert.Equal("completed", created.Status());
        Assert.Equal("Be brief.", Seen("hello there").GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.True(retrieved.GetProperty("completed_at").GetInt64() >= retrieved.GetProperty("created_at").GetInt64());
        foreach (var property in created.EnumerateObject())
            Assert.True(JsonElement.DeepEquals(property.Value, retrieved.GetProperty(property.Name)), property.Name);
        Assert.Equal("1", retrieved.GetProperty("metadata").GetProperty("a").GetString());
        Assert.Equal(99, retrieved.GetProperty("max_output_tokens").GetInt32());
        Assert.Equal("m-1", retrieved.GetProperty("model").GetString());
        Assert.True(retrieved.GetProperty("usage").GetProperty("total_tokens").GetInt64() > 0);
    }

    [Fact]
    public async Task InputTokens_GrowWithAllThatTheModelWouldRead_AndNothingIsAskedOrKept()
    {
        var first = await Http.RespondAsync(new { input = "seven words are said before this one", user = "counter" });
        var asked = server.Model.Requests.Count;
        var users = await Http.GetStringAsync("/api/users", Cancellation);

        var alone = await CountAsync(new { input = "hello there" });

        Assert.Equal(4 + 4, alone);
        Assert.Equal(alone, await CountAsync(new { input = new[] { new { role = "user", content = "hello there" } }, user = "nobody yet" }));
        Assert.Equal(alone + 4 + 4, await CountAsync(new { input = "hello there", instructions = "Be brief." }));
        Assert.True(await CountAsync(new { input = "hello there", tools = Tools }) > alone + 10);
        Assert.True(await CountAsync(new { input = "hello there", previous_response_id = first.Id() }) >= alone + 14);
        Assert.Equal(asked, server.Model.Requests.Count);
        Assert.Equal(users, await Http.GetStringAsync("/api/users", Cancellation));
    }

    [Fact]
    public async Task Stream_HasTheEventsOfOneAnswerInOrder()
    {
        await using var stream = await Http.StreamAsync(new { input = "one two", stream = true });
        var events = await stream.ToEndAsync();

        Assert.Equal(
            [
                "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added", "response.output_text.delta",
                "response.output_text.done", "response.content_part.done", "response.output_item.done", "response.completed",
            ],
            events.Select(item => item.Type).Distinct());
        Assert.Equal(Enumerable.Range(0, events.Count).Select(number => (long)number), events.Select(item => item.Number()));
        Assert.All(events, item => Assert.Equal(item.Type, item.Data.GetProperty("type").GetString()));
        Assert.Equal("one two", string.Concat(events.Where(item => item.Type == "response.output_text.delta").Select(item => item.Data.GetProperty("delta").GetString())));
        Assert.Equal("one two", events[^1].Response().Text());
        Assert.Equal(
            events[^1].Response().GetProperty("output")[0].Id(), events.First(item => item.Type == "response.output_item.added").Data.GetProperty("item").Id());
        Assert.Equal("one two", (await Http.ResponseAsync(events[0].Response().Id())).Text());
    }

    [Fact]
    public async Task Stream_FollowedAfterANumber_GoesOnThere()
    {
        await using var stream = await Http.StreamAsync(new { input = "one two three", stream = true });
        var whole = await stream.ToEndAsync();
        var id = whole[0].Response().Id();

        for (var after = -1; after < whole.Count; after++)
        {
            await using var rest = await Http.FollowAsync(id, after < 0 ? null : after);
            Assert.Equal(whole.Skip(after + 1).Select(item => item.Data.GetRawText()), (await rest.ToEndAsync()).Select(item => item.Data.GetRawText()));
        }
    }

    [Fact]
    public async Task Stream_FollowedBeyondWhatIsStored_IsToldTheEnd()
    {
        var response = await Http.RespondAsync(new { input = "short" });

        await using var rest = await Http.FollowAsync(response.Id(), 10_000);

        Assert.Equal("response.completed", Assert.Single(await rest.ToEndAsync()).Type);
    }

    [Fact]
    public async Task Previous_IsToldToTheModel_AndTheNewestGoesOnInItsSession()
    {
        var first = await Http.RespondAsync(new { input = "first words", user = "chain" });
        var second = await Http.RespondAsync(new { input = "second words", previous_response_id = first.Id() });

        Assert.Equal(["first words", "first words", "second words"], Told("second words"));
        Assert.Equal(first.Id(), second.GetProperty("previous_response_id").GetString());
        var sessions = await Http.GetJsonAsync("/api/users/chain/sessions");
        Assert.Equal(2, Assert.Single(sessions.GetProperty("sessions").EnumerateArray()).GetProperty("exchanges").GetInt32());
    }

    [Fact]
    public async Task Previous_ThatIsNotTheNewest_BranchesOffWithACopyThatTeachesNothing()
    {
        var first = await Http.RespondAsync(new { input = "I live in Graz", user = "fork" });
        await Http.RespondAsync(new { input = "I live in Linz", previous_response_id = first.Id() });
        var other = await Http.RespondAsync(new { input = "and now", previous_response_id = first.Id() });
        var later = await Http.RespondAsync(new { input = "and then", previous_response_id = other.Id() });

        Assert.Equal(["I live in Graz", "I live in Graz", "and now"], Told("and now"));
        Assert.Equal(["I live in Graz", "I live in Graz", "and now", "and now", "and then"], Told("and then"));
        Assert.Equal(other.Id(), later.GetProperty("previous_response_id").GetString());
        await Http.SettleAsync("fork");
        Assert.Equal(2, (await Http.MemoriesAsync("fork")).Count(text => text == "I live in Graz"));
    }

    [Fact]
    public async Task Response_WithAUser_RecallsAndLearns()
    {
        await Http.RespondAsync(new { input = "My dog is called Rex.", user = "dogs" });
        await Http.SettleAsync("dogs");
        var answer = await Http.RespondAsync(new { input = "repeat what you know of the dog", safety_identifier = "dogs" });

        Assert.Contains("Rex", answer.Text(), StringComparison.Ordinal);
        Assert.Contains(await Http.RecallAsync("dogs", "dog"), text => text.Contains("Rex", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Response_WithoutAUser_IsStoredAndNotLearned()
    {
        var response = await Http.RespondAsync(new { input = "nobody lives in Rome" });

        Assert.Equal("nobody lives in Rome", (await Http.ResponseAsync(response.Id())).Text());
        await Http.SettleAsync("openai-anonymous");
        Assert.Empty(await Http.MemoriesAsync("openai-anonymous"));
    }

    [Fact]
    public async Task Response_OfAConversationThatComesWhole_LearnsWhatIsNew()
    {
        object[] input =
        [
            new { role = "user", content = "I live in Oslo." },
            new { type = "message", role = "assistant", content = new[] { new { type = "output_text", text = "I see." } } },
            new { role = "user", content = "I live in Bergen now." },
        ];
        var response = await Http.RespondAsync(new { input, user = "brings" });

        Assert.Equal(["I live in Oslo.", "I see.", "I live in Bergen now."], Told("I live in Bergen now."));
        Assert.Equal(["I live in Bergen now.", "I see.", "I live in Oslo."], (await Http.GetJsonAsync($"/v1/responses/{response.Id()}/input_items")).Items());
        await Http.SettleAsync("brings");
        Assert.DoesNotContain(await Http.MemoriesAsync("brings"), text => text.Contains("Oslo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task InputItems_AreListedInPages()
    {
        var input = Enumerable.Range(1, 5).Select(number => new { role = "user", content = $"{number}" });
        var path = $"/v1/responses/{(await Http.RespondAsync(new { input })).Id()}/input_items";

        var first = await Http.GetJsonAsync($"{path}?limit=2&order=asc");
        var rest = await Http.GetJsonAsync($"{path}?limit=9&order=asc&after={first.GetProperty("last_id").GetString()}");

        Assert.Equal(["1", "2"], first.Items());
        Assert.Equal(["3", "4", "5"], rest.Items());
        Assert.Equal((true, false), (first.GetProperty("has_more").GetBoolean(), rest.GetProperty("has_more").GetBoolean()));
    }

    [Fact]
    public async Task FunctionCall_IsAnsweredWithItsOutputAndStaysInTheHistory()
    {
        var asked = await Http.RespondAsync(new { input = "call the weather tool", user = "tools", tools = Tools });
        var call = asked.GetProperty("output")[0];
        object[] output = [new { type = "function_call_output", call_id = call.GetProperty("call_id").GetString(), output = "3 degrees" }];
        var answered = await Http.RespondAsync(new { input = output, previous_response_id = asked.Id(), tools = Tools });
        await Http.RespondAsync(new { input = "was it cold?", previous_response_id = answered.Id(), tools = Tools });

        Assert.Equal(("completed", "weather({\"city\":\"Oslo\"})"), (asked.Status(), call.Said()));
        Assert.Equal("3 degrees", answered.Text());
        Assert.Equal(["3 degrees"], (await Http.GetJsonAsync($"/v1/responses/{answered.Id()}/input_items")).Items());
        var seen = Seen("was it cold?");
        Assert.Equal(["user", "assistant", "tool", "assistant", "user"], Roles(seen));
        Assert.Equal("weather", seen.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString());
        Assert.True(seen.GetProperty("tools")[0].GetProperty("function").GetProperty("strict").GetBoolean());
    }

    [Fact]
    public async Task FunctionCall_Streamed_HasItsArguments()
    {
        await using var stream = await Http.StreamAsync(new { input = "call the weather tool", stream = true, tools = Tools });
        var events = await stream.ToEndAsync();

        Assert.Equal(
            [
                "response.created", "response.in_progress", "response.output_item.added", "response.function_call_arguments.delta",
                "response.function_call_arguments.done", "response.output_item.done", "response.completed",
            ],
            events.Select(item => item.Type));
        Assert.Equal("{\"city\":\"Oslo\"}", events[4].Data.GetProperty("arguments").GetString());
        Assert.Equal("", events[2].Data.GetProperty("item").GetProperty("arguments").GetString());
    }

    [Fact]
    public async Task Parameters_AreSaidInTheModelsWords()
    {
        await Http.RespondAsync(new
        {
            input = new object[] { new { role = "user", content = new object[] { new { type = "input_text", text = "which words" }, new { type = "input_image", image_url = "https://example.org/a.png", detail = "low" } } } },
            tools = Tools,
            tool_choice = new { type = "function", name = "weather" },
            parallel_tool_calls = false,
            reasoning = new { effort = "low" },
            max_output_tokens = 7,
            vendor_flag = true,
            text = new { verbosity = "low", format = new { type = "json_schema", name = "answer", strict = true, schema = new { type = "object" } } },
        });

        var seen = server.Model.Requests.Last(request => request.Body.TryGetProperty("vendor_flag", out _)).Body;
        Assert.Equal(7, (seen.TryGetProperty("max_tokens", out var most) ? most : seen.GetProperty("max_completion_tokens")).GetInt32());
        Assert.Equal("weather", seen.GetProperty("tool_choice").GetProperty("function").GetProperty("name").GetString());
        Assert.Equal("low", seen.GetProperty("reasoning_effort").GetString());
        Assert.Equal("answer", seen.GetProperty("response_format").GetProperty("json_schema").GetProperty("name").GetString());
        Assert.Equal("https://example.org/a.png", seen.GetProperty("messages").EnumerateArray().Last().GetProperty("content")[1].GetProperty("image_url").GetProperty("url").GetString());
        Assert.False(seen.TryGetProperty("store", out _));
    }

    [Fact]
    public async Task Response_CutByLength_IsIncompleteAndTeachesNothing()
    {
        var response = await Http.RespondAsync(new { input = "be cut by length", user = "cut" });

        Assert.Equal(("incomplete", "max_output_tokens"), (response.Status(), response.GetProperty("incomplete_details").GetProperty("reason").GetString()));
        Assert.Equal("incomplete", response.GetProperty("output")[0].Status());
        await Http.SettleAsync("cut");
        Assert.Empty(await Http.MemoriesAsync("cut"));
    }

    [Fact]
    public async Task Response_BrokenInTheMiddle_HasFailedAndKeepsWhatWasSaid()
    {
        await using var stream = await Http.StreamAsync(new { input = "break off", stream = true });
        var events = await stream.ToEndAsync();

        Assert.Equal("response.failed", events[^1].Type);
        Assert.Equal(("failed", "one"), (events[^1].Response().Status(), events[^1].Response().Text()));
        Assert.NotEqual(JsonValueKind.Null, (await Http.ResponseAsync(events[0].Response().Id())).GetProperty("error").ValueKind);
    }

    [Fact]
    public async Task Delete_TakesTheResponseAndLeavesTheOthers()
    {
        var first = await Http.RespondAsync(new { input = "first words", user = "delete" });
        var second = await Http.RespondAsync(new { input = "second words", previous_response_id = first.Id() });

        var deleted = await Http.SendAsync(HttpMethod.Delete, $"/v1/responses/{first.Id()}").JsonAsync();

        Assert.True(deleted.GetProperty("deleted").GetBoolean());
        await Http.ResponseAsync(first.Id(), HttpStatusCode.NotFound);
        Assert.Equal("second words", (await Http.ResponseAsync(second.Id())).Text());
        await Http.SendAsync(HttpMethod.Delete, $"/v1/responses/{second.Id()}").JsonAsync();
        Assert.Empty((await Http.GetJsonAsync("/api/users/delete/sessions")).GetProperty("sessions").EnumerateArray());
    }

    [Fact]
    public async Task Response_WithoutStore_LeavesNothing()
    {
        var first = await Http.RespondAsync(new { input = "kept words", user = "unstored" });
        var sent = server.Model.Requests.Count;
        var second = await Http.RespondAsync(new { input = "unkept words", user = "unstored", store = false, previous_response_id = first.Id() });

        Assert.Equal("unkept words", second.Text());
        Assert.False(second.GetProperty("store").GetBoolean());
        Assert.Equal(["kept words", "kept words", "unkept words"], Told("unkept words"));
        await Http.ResponseAsync(second.Id(), HttpStatusCode.NotFound);
        await Http.SettleAsync("unstored");
        Assert.DoesNotContain(await Http.MemoriesAsync("unstored"), text => text.Contains("unkept", StringComparison.Ordinal));
        Assert.Equal(sent + 1, server.Model.Requests.Count);
    }

    [Fact]
    public async Task Response_WithoutStore_Streams()
    {
        await using var stream = await Http.StreamAsync(new { input = "one two", stream = true, store = false });
        var events = await stream.ToEndAsync();

        Assert.Equal(("response.created", "response.completed", "one two"), (events[0].Type, events[^1].Type, events[^1].Response().Text()));
    }

    [Fact]
    public async Task Response_RepeatedWithItsKey_IsTheFirst()
    {
        async Task<JsonElement> SendAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/v1/responses") { Content = System.Net.Http.Json.JsonContent.Create(new { input = "once", user = "keys" }) };
            request.Headers.Add("Idempotency-Key", "k1");
            return await Http.SendAsync(request, Cancellation).JsonAsync();
        }

        Assert.Equal((await SendAsync()).Id(), (await SendAsync()).Id());
    }

    private async Task<int> CountAsync(object body)
    {
        var counted = await Http.PostAsync("/v1/responses/input_tokens", body).JsonAsync();
        Assert.Equal("response.input_tokens", counted.GetProperty("object").GetString());
        return counted.GetProperty("input_tokens").GetInt32();
    }

    private JsonElement Seen(string lastWords) =>
        server.Model.Requests.Last(request => string.Concat(request.LastWords()) == lastWords).Body;

    private static string[] Roles(JsonElement request) =>
        [.. request.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()!).Where(role => role != "system")];

    private string[] Told(string lastWords) =>
    [
        .. Seen(lastWords).GetProperty("messages").EnumerateArray().Where(message => !message.GetProperty("role").ValueEquals("system"))
            .Select(message => message.GetProperty("content").GetString()!),
    ];
}
