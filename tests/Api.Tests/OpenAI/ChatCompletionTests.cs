using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatMemory.Api.Support;
using ChatMemory.Support.StandIn;

namespace ChatMemory.Api.OpenAI;

public sealed class ChatCompletionTests(WireServer server) : IClassFixture<WireServer>
{
    private const string Path = "/v1/chat/completions";

    private HttpClient Http => server.Http;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Scopes_OfHeadersOrMetadata_AreWhatIsLearnedCarries(bool inHeaders)
    {
        var user = $"scoped-{inHeaders}";
        object[] messages = [new { role = "user", content = "I live in Lisbon." }];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = System.Net.Http.Json.JsonContent.Create(inHeaders
                ? new { user, messages, metadata = new { agent_id = "is not asked" } }
                : (object)new { user, messages, metadata = new { agent_id = "coach/ü", app_id = "ios", run_id = "r1" } }),
        };
        if (inHeaders)
        {
            foreach (var (name, value) in new[] { ("X-Agent", "coach%2F%C3%BC"), ("X-App", "ios"), ("X-Run", "r1") })
                request.Headers.Add(name, value);
        }

        await server.Http.SendAsync(request, TestContext.Current.CancellationToken).StatusAsync(HttpStatusCode.OK);
        await server.Http.SettleAsync(user);

        Assert.NotEmpty(await server.Http.RecallAsync(user, "live", new { and = new object[] { new { agent = "coach/ü" }, new { app = "ios" }, new { run = "r1" } } }));
        Assert.Empty(await server.Http.RecallAsync(user, "live", new { agent = "another" }));
    }

    [Fact]
    public async Task Completion_WithAUser_IsKeptAndLearned()
    {
        await AskAsync(new { user = "kept", messages = Said("My dog is called Rex."), metadata = new { session_id = "dogs" } });
        await Http.SettleAsync("kept");

        var transcript = await Http.GetJsonAsync("/api/users/kept/sessions/dogs/exchanges");
        Assert.Equal("completed", transcript.GetProperty("exchanges")[0].GetProperty("status").GetString());
        Assert.Contains(await Http.RecallAsync("kept", "dog"), text => text.Contains("Rex", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Completion_WithoutAUser_KeepsNothingAndPassesEverythingOn()
    {
        var answer = await AskAsync(new { model = "m-1", messages = Said("nobody's words"), logit_bias = new { a = 1 }, vendor_flag = true });

        Assert.Equal("nobody's words", Text(answer));
        var seen = Seen("nobody's words");
        Assert.Equal("m-1", seen.GetProperty("model").GetString());
        Assert.True(seen.GetProperty("vendor_flag").GetBoolean());
        Assert.Equal(1, seen.GetProperty("logit_bias").GetProperty("a").GetInt32());
        var users = await Http.GetJsonAsync("/api/users");
        Assert.DoesNotContain("nobody", users.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_GivesTheModelTheClientsConversationInsteadOfTheTranscript()
    {
        await AskAsync(new { user = "own", messages = Said("forgotten by the client") }, session: "s");

        object[] messages =
        [
            new { role = "system", content = "Be brief." },
            new { role = "user", content = "What is 1 + 1?" },
            new { role = "assistant", content = "2" },
            new { role = "user", content = "and 2 + 2?" },
        ];
        await AskAsync(new { user = "own", messages }, session: "s");

        var seen = Seen("and 2 + 2?").GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(["system", "user", "assistant", "user"], seen.Where((_, index) => index != 1 || seen.Count == 4).Select(message => message.GetProperty("role").GetString()));
        Assert.Equal("Be brief.", seen[0].GetProperty("content").GetString());
        Assert.DoesNotContain(seen, message => message.GetProperty("role").ValueEquals("user") && message.GetProperty("content").ValueEquals("forgotten by the client"));
        var kept = (await Http.GetJsonAsync("/api/users/own/sessions/s/exchanges")).GetProperty("exchanges");
        Assert.Equal("and 2 + 2?", Assert.Single(kept[1].GetProperty("input").EnumerateArray()).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Completion_WithParts_PassesThemOnWordForWord()
    {
        var content = JsonNode.Parse("""[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"https://example.org/a.png","detail":"low"}}]""")!;
        await AskAsync(new { user = "parts", messages = new object[] { new { role = "user", content } } }, session: "pictures");

        var seen = server.Model.Requests.Select(request => request.Messages[^1].GetProperty("content")).Last(said => said.ValueKind == JsonValueKind.Array);
        Assert.True(JsonNode.DeepEquals(content, JsonNode.Parse(seen.GetRawText())));
        var kept = await Http.GetJsonAsync("/api/users/parts/sessions/pictures/exchanges");
        Assert.Equal("What is this?", kept.GetProperty("exchanges")[0].GetProperty("input")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Completion_WithToolResults_KeepsThemWithTheCallTheyAnswer()
    {
        var call = new { id = "call_1", type = "function", function = new { name = "weather", arguments = "{}" } };
        object[] messages =
        [
            new { role = "user", content = "weather?" },
            new { role = "assistant", content = (string?)null, tool_calls = new[] { call } },
            new { role = "tool", tool_call_id = "call_1", content = "rain in Oslo" },
        ];
        Assert.Equal("rain in Oslo", Text(await AskAsync(new { user = "round", messages }, session: "tools")));

        var input = (await Http.GetJsonAsync("/api/users/round/sessions/tools/exchanges")).GetProperty("exchanges")[0].GetProperty("input");
        Assert.Equal(["tool_call", "tool_result"], input.EnumerateArray().Select(item => item.GetProperty("type").GetString()));
        Assert.Equal("call_1", Seen("rain in Oslo").GetProperty("messages").EnumerateArray().Single(message => message.TryGetProperty("tool_calls", out _)).GetProperty("tool_calls")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Completion_CutByLength_SaysSoAndTeachesNothing()
    {
        var answer = await AskAsync(new { user = "length", messages = Said("be cut by length") });

        Assert.Equal("length", answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Empty(await Http.MemoriesAsync("length"));
    }

    [Fact]
    public async Task Completion_InTheSameSessionMeanwhile_WaitsForItsTurn()
    {
        using var first = await SendAsync(new { user = "busy", stream = true, messages = Said("slowly") }, "s");
        var second = AskAsync(new { user = "busy", messages = Said("second") }, session: "s");
        server.GoOn();

        Assert.Equal("second", Text(await second));
    }

    [Fact]
    public async Task Stream_BrokenInTheMiddle_EndsWithAnErrorAndNotDone()
    {
        using var response = await SendAsync(new { user = "broken", stream = true, messages = Said("break off") });
        var body = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Contains("\"content\":\"one\"", body, StringComparison.Ordinal);
        Assert.Contains("data: {\"error\":{\"message\":", body, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Relay_WhoseClientGoesAway_StopsTheModel()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        server.Model.Then(ModelReply.Saying("never ends").StallingAfter(1));
        var before = server.Model.Requests.Count;
        var asking = Http.PostAsync(Path, System.Net.Http.Json.JsonContent.Create(new { messages = Said("stall") }), leaving.Token);
        await server.Model.ReceivedAsync(before + 1);
        var stopped = new TaskCompletionSource();
        await using var gone = server.Model.Requests[^1].Gone.Register(stopped.SetResult);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task Completion_RepeatedWithItsIdempotencyKey_IsOneExchange()
    {
        object body = new { user = "again", messages = Said("once") };

        var first = await SendAsync(body, "s", "key").JsonAsync();
        var second = await SendAsync(body, "s", "key").JsonAsync();
        var other = await SendAsync(new { user = "again", messages = Said("twice") }, "s", "key").JsonAsync(HttpStatusCode.Conflict);

        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Equal("idempotency_key_reused", other.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Stream_EndsWithDone()
    {
        using var response = await SendAsync(new { stream = true, messages = Said("Hello") });

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("data: [DONE]\n\n", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"a"}""", "POST", Path, 400, null, null)]
    [InlineData("""[]""", "POST", Path, 400, null, null)]
    [InlineData("""{}""", "POST", Path, 400, "messages", null)]
    [InlineData("""{"messages":"a"}""", "POST", Path, 400, "messages", "invalid_type")]
    [InlineData("""{"messages":[{"role":"king","content":"a"}]}""", "POST", Path, 400, "messages[0].role", "invalid_value")]
    [InlineData("""{"messages":[{"role":"user","content":"\ud800"}]}""", "POST", Path, 400, null, null)]
    [InlineData("""{"messages":[{"role":"tool","content":"a"}]}""", "POST", Path, 400, "messages[0].tool_call_id", "missing_required_parameter")]
    [InlineData("""{"n":2,"messages":[{"role":"user","content":"a"}]}""", "POST", Path, 400, "n", "unsupported_value")]
    [InlineData("""{"user":"..","messages":[{"role":"user","content":"a"}]}""", "POST", Path, 400, "user", "invalid_value")]
    [InlineData("""{"user":7,"messages":[{"role":"user","content":"a"}]}""", "POST", Path, 400, "user", "invalid_type")]
    [InlineData("""{"user":"e","messages":[{"role":"user","content":"refuse"}]}""", "POST", Path, 400, null, "model_rejected")]
    [InlineData("""{"messages":[{"role":"user","content":"refuse"}]}""", "POST", Path, 400, null, "model_rejected")]
    [InlineData("""{"user":"e","messages":[{"role":"user","content":"break off"}]}""", "POST", Path, 502, null, "model_error")]
    [InlineData("""{}""", "PUT", Path, 405, null, "method_not_allowed")]
    [InlineData("""{}""", "POST", "/v1/chat/nothing", 404, null, "not_found")]
    public async Task BadRequest_IsAnsweredInOpenAIsForm(string body, string method, string path, int status, string? param, string? code)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = new StringContent(body, null, "application/json") };
        using var response = await Http.SendAsync(request, Cancellation);

        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(status == (int)response.StatusCode, $"{response.StatusCode}: {text}");
        var error = JsonDocument.Parse(text).RootElement.GetProperty("error");
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.Equal(status < 500 ? "invalid_request_error" : "server_error", error.GetProperty("type").GetString());
        Assert.Equal(param, error.GetProperty("param").GetString());
        Assert.Equal(code, error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task WithoutACredential_TheErrorIsInOpenAIsForm()
    {
        await using var locked = await ApiServer.StartAsync(
            settings: ["--ChatMemory:Keys:0:Name=k", $"--ChatMemory:Keys:0:Hash={new string('a', 64)}", "--ChatMemory:Keys:0:Tenant=t"]);

        var error = (await locked.Http.PostAsync(Path, new { messages = Said("a") }).JsonAsync(HttpStatusCode.Unauthorized)).GetProperty("error");

        Assert.Equal("invalid_api_key", error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task UserToken_BindsTheUserAndHidesOthers()
    {
        var token = (await Http.PostAsync("/api/tokens", new { user = "bound", expires_in_seconds = 600, permissions = new[] { "chat", "read" } }).JsonAsync()).GetProperty("token").GetString()!;

        await Http.PostAsync(Path, new { messages = Said("My cat is called Mia.") }, token).JsonAsync();
        await Http.PostAsync(Path, new { user = "other", messages = Said("a") }, token).StatusAsync(HttpStatusCode.NotFound);
        await Http.SettleAsync("bound");

        Assert.Contains(await Http.RecallAsync("bound", "cat"), text => text.Contains("Mia", StringComparison.Ordinal));
    }

    private static object[] Said(string text) => [new { role = "user", content = text }];

    private static string Text(JsonElement answer) => answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;

    private JsonElement Seen(string lastWords) =>
        server.Model.Requests.Last(request => string.Concat(request.LastWords()) == lastWords).Body;

    private Task<JsonElement> AskAsync(object body, string? session = null) => SendAsync(body, session).JsonAsync();

    private Task<HttpResponseMessage> SendAsync(object body, string? session = null, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = System.Net.Http.Json.JsonContent.Create(body) };
        if (session is not null)
            request.Headers.Add("X-Session-Id", session);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }
}
