using ChatMemory.Support.StandIn;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

public sealed class ToolCallTests
{
    [Fact]
    public async Task Calls_InPieces_ArePutTogetherByIndex()
    {
        var calls = await CallsAsync(ModelReply.Saying("Let me see.")
            .CallingTool(0, "a", "weather", "{\"city\":", " \"Ulm ", "🎈\"}")
            .CallingTool(1, "b", "clock"));

        Assert.Equal([("a", "weather", "{\"city\": \"Ulm 🎈\"}"), ("b", "clock", "{}")], calls);
    }

    [Fact]
    public async Task Calls_WithPiecesOfTwoMixed_AreKeptApart()
    {
        var calls = await CallsAsync(Chunks(
            """{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\""}}""",
            """{"index":1,"id":"b","function":{"name":"g","arguments":"{\"y\""}}""",
            """{"index":0,"function":{"arguments":":1}"}}""",
            """{"index":1,"id":"","function":{"arguments":":2}"}}"""));

        Assert.Equal([("a", "f", "{\"x\":1}"), ("b", "g", "{\"y\":2}")], calls);
    }

    [Fact]
    public async Task Calls_AllNumberedZero_AreKeptApartById()
    {
        var calls = await CallsAsync(Chunks(
            """{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}""",
            """{"index":0,"id":"b","function":{"name":"f","arguments":"{}"}}"""));

        Assert.Equal([("a", "f", "{}"), ("b", "f", "{}")], calls);
    }

    [Fact]
    public async Task Call_WithoutAnId_GetsOne_AndAnObjectForArgumentsIsText()
    {
        var (id, _, arguments) = Assert.Single(await CallsAsync(Chunks("""{"function":{"name":"f","arguments":{"x": 1}}}""")));

        Assert.NotEmpty(id);
        Assert.Equal("{\"x\": 1}", arguments);
    }

    [Fact]
    public async Task Arguments_ThatAreNoJson_AreKeptAsWritten()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Saying().CallingTool(0, "a", "f", "{broken"));

        var call = Assert.Single((await rig.StreamAsync()).SelectMany(update => update.Contents).OfType<FunctionCallContent>());

        Assert.Equal("{broken", ToolCallText.ArgumentsOf(call));
        Assert.NotNull(call.Exception);
    }

    [Fact]
    public async Task Finish_AfterCalls_IsToolCalls_WhateverTheServerSays()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Saying().CallingTool(0, "a", "f").FinishedBy("stop"));

        Assert.Equal(ChatFinishReason.ToolCalls, Assert.Single(await rig.StreamAsync(), update => update.FinishReason is not null).FinishReason);
    }

    [Fact]
    public async Task Call_CutByLength_IsNotMade()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Saying("x").CallingTool(0, "a", "pay", "{\"amount\":1").FinishedBy("length"));

        var updates = await rig.StreamAsync();

        Assert.DoesNotContain(updates.SelectMany(update => update.Contents), content => content is FunctionCallContent);
        Assert.Equal(ChatFinishReason.Length, Assert.Single(updates, update => update.FinishReason is not null).FinishReason);
    }

    [Fact]
    public async Task Calls_NotStreamed_AreThere()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Saying().CallingTool(0, "a", "f", "{\"x\":1}").CallingTool(1, "b", "g", "{}"));

        var answer = await rig.Chat.GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["a", "b"], answer.Messages[0].Contents.OfType<FunctionCallContent>().Select(call => call.CallId));
        Assert.Equal(ChatFinishReason.ToolCalls, answer.FinishReason);
    }

    private static ModelReply Chunks(params string[] calls) => ModelReply.Raw(
        "text/event-stream",
        [.. calls.Select(call => $"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"tool_calls\":[{call}]}}}}]}}\n\n"), "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n"]);

    private static async Task<List<(string Id, string Name, string Arguments)>> CallsAsync(ModelReply reply)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(reply);
        var updates = await rig.StreamAsync();
        return [.. updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>().Select(call => (call.CallId, call.Name, ToolCallText.ArgumentsOf(call)))];
    }
}
