using System.Net;
using System.Text;
using System.Text.Json;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>What a request gets that cannot be meant: OpenAI's error, which names the field, and never a half-done write.</summary>
public sealed class ResponseErrorTests(WireServer server) : IClassFixture<WireServer>
{
    private const string Responses = "/v1/responses";
    private const string Conversations = "/v1/conversations";
    private const string NoResponse = "resp_01890a5dac96774bbcceb302099a80570000000000000001";

    private HttpClient Http => server.Http;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Responses, "{", null)]
    [InlineData(Responses, "[]", null)]
    [InlineData(Responses, """{"input":"x","metadata":{"a":"\ud800"}}""", null)]
    [InlineData(Responses, """{}""", "input")]
    [InlineData(Responses, """{"input":null}""", "input")]
    [InlineData(Responses, """{"input":7}""", "input")]
    [InlineData(Responses, """{"input":[]}""", "input")]
    [InlineData(Responses, """{"input":[7]}""", "input[0]")]
    [InlineData(Responses, """{"input":[{"role":"tool","content":"x"}]}""", "input[0].role")]
    [InlineData(Responses, """{"input":[{"role":"user"}]}""", "input[0].content")]
    [InlineData(Responses, """{"input":[{"role":"user","content":[{"type":"input_text"}]}]}""", "input[0].content[0].text")]
    [InlineData(Responses, """{"input":[{"role":"user","content":[{"type":"input_image","file_id":"f"}]}]}""", "input[0].content[0]")]
    [InlineData(Responses, """{"input":[{"type":"computer_call"}]}""", "input[0].type")]
    [InlineData(Responses, """{"input":[{"type":"function_call","name":"f"}]}""", "input[0].call_id")]
    [InlineData(Responses, """{"input":[{"type":"function_call_output","call_id":"c"}]}""", "input[0].output")]
    [InlineData(Responses, """{"input":[{"type":"function_call_output","call_id":"c","output":"x"}]}""", "input")]
    [InlineData(Responses, """{"input":[{"type":"reasoning","summary":[]}]}""", "input")]
    [InlineData(Responses, """{"input":"x","stream":"yes"}""", "stream")]
    [InlineData(Responses, """{"input":"x","model":7}""", "model")]
    [InlineData(Responses, """{"input":"x","user":".."}""", "user")]
    [InlineData(Responses, """{"input":"x","max_output_tokens":0}""", "max_output_tokens")]
    [InlineData(Responses, """{"input":"x","metadata":{"a":1}}""", "metadata")]
    [InlineData(Responses, """{"input":"x","tools":[{"type":"web_search"}]}""", "tools[0].type")]
    [InlineData(Responses, """{"input":"x","tools":[{"type":"function"}]}""", "tools[0].name")]
    [InlineData(Responses, """{"input":"x","tools":[{"type":"function","name":"f"}],"tool_choice":{"type":"mcp"}}""", "tool_choice.type")]
    [InlineData(Responses, """{"input":"x","prompt":{"id":"p"}}""", "prompt")]
    [InlineData(Responses, """{"input":"x","conversation":{}}""", "conversation.id")]
    [InlineData(Responses, """{"input":"x","background":true,"store":false}""", "background")]
    [InlineData(Responses, """{"input":"x","previous_response_id":"a","conversation":"b"}""", "previous_response_id")]
    [InlineData($"{Responses}/input_tokens", """{}""", "input")]
    [InlineData($"{Responses}/input_tokens", """{"input":"x","tools":[{"type":"web_search"}]}""", "tools[0].type")]
    [InlineData($"{Responses}/compact", """{"model":"m","input":"x"}""", null)]
    [InlineData(Conversations, """{"metadata":7}""", "metadata")]
    [InlineData(Conversations, """{"items":[{"type":"web_search_call"}]}""", "items[0].type")]
    public async Task Body_ThatCannotBeMeant_IsRefusedByField(string path, string body, string? param)
    {
        var before = await Http.GetStringAsync("/api/users", Cancellation);

        var error = await PostAsync(path, body, HttpStatusCode.BadRequest);

        Assert.Equal(param, error.GetProperty("param").GetString());
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Equal(before, await Http.GetStringAsync("/api/users", Cancellation));
    }

    [Theory]
    [InlineData("GET", $"{Responses}/nothing", null)]
    [InlineData("GET", $"{Responses}/{NoResponse}", null)]
    [InlineData("GET", $"{Responses}/{NoResponse}?stream=true", null)]
    [InlineData("GET", $"{Responses}/{NoResponse}/input_items", null)]
    [InlineData("POST", $"{Responses}/{NoResponse}/cancel", null)]
    [InlineData("DELETE", $"{Responses}/{NoResponse}", null)]
    [InlineData("POST", Responses, """{"input":"x","previous_response_id":"resp_1"}""")]
    [InlineData("POST", Responses, """{"input":"x","store":false,"previous_response_id":"resp_1"}""")]
    [InlineData("POST", Responses, """{"input":"x","conversation":"conv_0fffffffffffffff"}""")]
    [InlineData("POST", Responses, """{"input":[{"type":"item_reference","id":"msg_1"}]}""")]
    [InlineData("GET", $"{Conversations}/conv_ffffffffffffffff", null)]
    [InlineData("GET", $"{Conversations}/conv_0fffffffffffffff/items", null)]
    [InlineData("GET", $"{Conversations}/conv_0fffffffffffffff/items/msg_1", null)]
    [InlineData("DELETE", $"{Conversations}/conv_0fffffffffffffff", null)]
    [InlineData("POST", $"{Conversations}/conv_0fffffffffffffff", "{}")]
    [InlineData("GET", $"{Responses}/a/b/c", null)]
    public async Task WhatIsNotThere_IsNotFound(string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };

        var error = (await Http.SendAsync(request, Cancellation).JsonAsync(HttpStatusCode.NotFound)).GetProperty("error");

        Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("order=up", "order")]
    [InlineData("after=x", "after")]
    public async Task Page_ThatCannotBeMeant_IsRefused(string query, string param)
    {
        var response = await Http.RespondAsync(new { input = "x" });

        var error = await Http.GetJsonAsync($"{Responses}/{response.Id()}/input_items?{query}", HttpStatusCode.BadRequest);

        Assert.Equal(param, error.GetProperty("error").GetProperty("param").GetString());
    }

    [Fact]
    public async Task StartingAfter_ThatIsNoNumber_IsRefused()
    {
        var response = await Http.RespondAsync(new { input = "x" });

        var error = await Http.GetJsonAsync($"{Responses}/{response.Id()}?stream=true&starting_after=x", HttpStatusCode.BadRequest);

        Assert.Equal("starting_after", error.GetProperty("error").GetProperty("param").GetString());
    }

    [Fact]
    public async Task Refusal_OfTheModel_HasItsStatusWholeAndStreamed()
    {
        Assert.Equal("model_rejected", (await PostAsync(Responses, """{"input":"refuse"}""", HttpStatusCode.BadRequest)).GetProperty("code").GetString());
        Assert.Equal("model_rejected", (await PostAsync(Responses, """{"input":"refuse","stream":true}""", HttpStatusCode.BadRequest)).GetProperty("code").GetString());
        Assert.Equal("model_rejected", (await PostAsync(Responses, """{"input":"refuse","store":false}""", HttpStatusCode.BadRequest)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Conversation_OfAnotherUser_IsNotFound()
    {
        var response = await Http.RespondAsync(new { input = "mine", user = "owner" });

        await Http.PostAsync(Responses, new { input = "yours?", user = "thief", previous_response_id = response.Id() }).StatusAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task WhatIsAnothersTenants_IsNotFound()
    {
        const string Mine = "cmk_mine";
        const string Theirs = "cmk_theirs";
        await using var keyed = await ApiServer.StartAsync(settings: [.. Key(0, Mine, "mine"), .. Key(1, Theirs, "theirs")]);
        var response = await keyed.Http.PostAsync(Responses, new { input = "secret" }, Mine).JsonAsync();
        var conversation = await keyed.Http.PostAsync(Conversations, new { }, Mine).JsonAsync();

        await keyed.Http.SendAsync(HttpMethod.Get, $"{Responses}/{response.Id()}", credential: Mine).StatusAsync(HttpStatusCode.OK);
        await keyed.Http.SendAsync(HttpMethod.Get, $"{Responses}/{response.Id()}", credential: Theirs).StatusAsync(HttpStatusCode.NotFound);
        await keyed.Http.SendAsync(HttpMethod.Delete, $"{Responses}/{response.Id()}", credential: Theirs).StatusAsync(HttpStatusCode.NotFound);
        await keyed.Http.SendAsync(HttpMethod.Get, $"{Conversations}/{conversation.Id()}", credential: Theirs).StatusAsync(HttpStatusCode.NotFound);
        await keyed.Http.PostAsync(Responses, new { input = "x", previous_response_id = response.Id() }, Theirs).StatusAsync(HttpStatusCode.NotFound);
        await keyed.Http.SendAsync(HttpMethod.Get, $"{Responses}/{response.Id()}", credential: "cmk_none").StatusAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Fuzzed_Bodies_NeverFailTheServer()
    {
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var random = new Random(seed);
        for (var i = 0; i < 150; i++)
        {
            var path = random.Next(4) == 0 ? Conversations : Responses;
            var body = Fuzz.Body(random);
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await Http.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation);
            var answer = await response.Content.ReadAsStringAsync(Cancellation);

            Assert.True((int)response.StatusCode < 500, $"seed {seed}: {path} {body}\n{answer}");
            // What was answered with success is there, what was not is not.
            if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "application/json" && !body.Contains("\"store\":false", StringComparison.Ordinal))
                await Http.GetJsonAsync($"{path}/{JsonDocument.Parse(answer).RootElement.Id()}");
        }
    }

    private static string[] Key(int index, string key, string tenant) =>
    [
        $"--ChatMemory:Keys:{index}:Name={tenant}", $"--ChatMemory:Keys:{index}:Tenant={tenant}",
        $"--ChatMemory:Keys:{index}:Hash={Convert.ToHexStringLower(Credentials.ApiKey.HashOf(key))}",
    ];

    private async Task<JsonElement> PostAsync(string path, string body, HttpStatusCode expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return (await Http.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation).JsonAsync(expected)).GetProperty("error");
    }
}
