using System.Text.Json;
using ChatMemory.Support.StandIn;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

public sealed class ChatRequestTests
{
    [Fact]
    public async Task Conversation_GoesOutInOrderWithInstructionsFirst()
    {
        var body = await SentAsync(
            new() { Instructions = "Be brief." },
            new(ChatRole.User, "Grüße <b>") { AuthorName = "Ann Lee" },
            new(ChatRole.Assistant, "Hi"),
            new(new("developer"), "Note"));

        Assert.Equal(
            """[{"role":"system","content":"Be brief."},{"role":"user","name":"Ann_Lee","content":"Grüße <b>"},{"role":"assistant","content":"Hi"},{"role":"developer","content":"Note"}]""",
            body.GetProperty("messages").GetRawText());
    }

    [Fact]
    public async Task ToolCalls_GoBackWordForWord_EachResultAsItsOwnMessage()
    {
        var body = await SentAsync(
            null,
            new(ChatRole.User, "Weather?"),
            new(ChatRole.Assistant, [ToolCallText.Create("a", "weather", "{ \"city\": \"Ulm\" }"), ToolCallText.Create("b", "clock", "{broken")]),
            new(ChatRole.Tool, [new FunctionResultContent("a", "sunny"), new FunctionResultContent("b", new { hour = 9 })]));

        Assert.Equal(
            """[{"role":"user","content":"Weather?"},{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"weather","arguments":"{ \"city\": \"Ulm\" }"}},{"id":"b","type":"function","function":{"name":"clock","arguments":"{broken"}}]},{"role":"tool","tool_call_id":"a","content":"sunny"},{"role":"tool","tool_call_id":"b","content":"{\"hour\":9}"}]""",
            body.GetProperty("messages").GetRawText());
    }

    [Fact]
    public async Task Options_HaveTheirNamesOnTheWire()
    {
        var body = await SentAsync(new()
        {
            ModelId = "other",
            Temperature = 0.5f,
            TopP = 0.25f,
            MaxOutputTokens = 9,
            Seed = 3,
            StopSequences = ["END"],
            Tools = [Function("weather", """{"type":"object","properties":{"city":{"type":"string"}}}""")],
            ToolMode = ChatToolMode.RequireSpecific("weather"),
        });

        Assert.Equal("other", body.GetProperty("model").GetString());
        Assert.Equal(0.5, body.GetProperty("temperature").GetDouble());
        Assert.Equal(0.25, body.GetProperty("top_p").GetDouble());
        Assert.Equal(9, body.GetProperty("max_tokens").GetInt32());
        Assert.Equal(3, body.GetProperty("seed").GetInt32());
        Assert.Equal("""["END"]""", body.GetProperty("stop").GetRawText());
        Assert.Equal(
            """[{"type":"function","function":{"name":"weather","description":"Says it","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]""",
            body.GetProperty("tools").GetRawText());
        Assert.Equal("""{"type":"function","function":{"name":"weather"}}""", body.GetProperty("tool_choice").GetRawText());
        Assert.Equal("""{"include_usage":true}""", body.GetProperty("stream_options").GetRawText());
    }

    [Theory]
    [InlineData("https://api.openai.com/v1", true)]
    [InlineData("https://x.openai.azure.com/openai/v1", true)]
    [InlineData("http://127.0.0.1:11434/v1", false)]
    public void MaxTokens_HasTheNameThatTheServerKnows(string endpoint, bool isOpenAI) =>
        Assert.Equal(isOpenAI, ModelChoice.Of(new() { Endpoint = endpoint }).IsOpenAI);

    [Fact]
    public async Task ExtraProperties_ArriveWordForWord_AndWinOverOptions()
    {
        var extra = JsonDocument.Parse("""{"a":[1.50,null,{"b":"<ü>"}]}""").RootElement;
        var body = await SentAsync(new()
        {
            Temperature = 1,
            AdditionalProperties = new() { ["my_setting"] = extra, ["temperature"] = JsonDocument.Parse("0.2").RootElement, ["store"] = false, ["stream"] = false, ["n"] = 3 },
        });

        Assert.Equal("""{"a":[1.50,null,{"b":"<ü>"}]}""", body.GetProperty("my_setting").GetRawText());
        Assert.Equal("0.2", body.GetProperty("temperature").GetRawText());
        Assert.False(body.GetProperty("store").GetBoolean());
        Assert.True(body.GetProperty("stream").GetBoolean());
        Assert.False(body.TryGetProperty("n", out _));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}""", true)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"object","properties":{"b":{}}}}},"required":["a"],"additionalProperties":false}""", false)]
    public async Task Schema_GoesOut_StrictWhereItIsClosed(string schema, bool strict)
    {
        var body = await SentAsync(new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonDocument.Parse(schema).RootElement, "facts") });

        var format = body.GetProperty("response_format");
        Assert.Equal("json_schema", format.GetProperty("type").GetString());
        Assert.Equal("facts", format.GetProperty("json_schema").GetProperty("name").GetString());
        Assert.Equal(schema, format.GetProperty("json_schema").GetProperty("schema").GetRawText());
        Assert.Equal(strict, format.GetProperty("json_schema").TryGetProperty("strict", out _));
    }

    [Fact]
    public async Task Json_WithoutASchema_GoesOutAsAnObject() => Assert.Equal(
        """{"type":"json_object"}""",
        (await SentAsync(new() { ResponseFormat = ChatResponseFormat.Json })).GetProperty("response_format").GetRawText());

    [Fact]
    public async Task Usage_TurnedOff_IsNotAskedFor()
    {
        await using var rig = await ModelRig.StartAsync(new() { IncludeUsage = false });

        await rig.StreamAsync();

        Assert.False(rig.Model.Requests[0].Body.TryGetProperty("stream_options", out _));
    }

    [Fact]
    public async Task Pictures_GoOutAsParts()
    {
        var body = await SentAsync(null, new ChatMessage(ChatRole.User, [new TextContent("What?"), new UriContent("https://example.org/a.png", "image/png")]));

        Assert.Equal(
            """[{"type":"text","text":"What?"},{"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]""",
            body.GetProperty("messages")[0].GetProperty("content").GetRawText());
    }

    [Theory]
    [InlineData("sk-123", "Bearer sk-123")]
    [InlineData(null, null)]
    public async Task Key_IsSent_AndNoneWhereThereIsNone(string? key, string? expected)
    {
        await using var rig = await ModelRig.StartAsync(new() { ApiKey = key });

        await rig.StreamAsync();

        Assert.Equal(expected, rig.Model.Requests[0].Headers.GetValueOrDefault("Authorization"));
    }

    private static async Task<JsonElement> SentAsync(ChatOptions? options, params ChatMessage[] messages)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Saying("ok"));
        await rig.StreamAsync(options, messages: messages);
        return rig.Model.Requests[0].Body;
    }

    private static AIFunctionDeclaration Function(string name, string schema) =>
        AIFunctionFactory.CreateDeclaration(name, "Says it", JsonDocument.Parse(schema).RootElement);
}
