using System.ClientModel;
using System.ClientModel.Primitives;
using ChatMemory.Api.Support;
using OpenAI.Responses;

// The client calls its responses experimental.
#pragma warning disable OPENAI001

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>The clients that people use for responses, with nothing but their base URL changed.</summary>
public sealed class ResponseClientTests : IAsyncLifetime
{
    private readonly WireServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Address => _server.Api.Address.GetLeftPart(UriPartial.Authority);

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public Task Npm_OpenAI_WorksUnchanged() => NpmClients.RunAsync("openai-responses.mjs", Address);

    [Fact]
    public async Task Npm_AiSdk_WorksUnchanged()
    {
        await NpmClients.RunAsync("ai-sdk.mjs", Address);

        await _server.Http.SettleAsync("ai-sdk");
        Assert.Contains(await _server.Http.MemoriesAsync("ai-sdk"), text => text.Contains("rains in Oslo", StringComparison.Ordinal));
    }

    [Fact]
    public Task Npm_LangChain_WorksUnchanged() => NpmClients.RunAsync("langchain-openai.mjs", Address);

    [Fact]
    public async Task DotNet_WholeStreamedAndChained()
    {
        var client = Client();
        ResponseResult first = await client.CreateResponseAsync(Asking("I live in Lisbon."), Cancellation);
        var next = Asking("one two");
        next.PreviousResponseId = first.Id;
        next.StreamingEnabled = true;
        var said = "";
        ResponseResult? completed = null;
        await foreach (var update in await client.CreateResponseStreamingAsync(next, Cancellation))
        {
            said += (update as StreamingResponseOutputTextDeltaUpdate)?.Delta;
            completed = (update as StreamingResponseCompletedUpdate)?.Response ?? completed;
        }

        ResponseResult retrieved = await client.GetResponseAsync(completed!.Id, Cancellation);
        Assert.Equal("I live in Lisbon.", first.GetOutputText());
        Assert.Equal(("one two", "one two"), (said, retrieved.GetOutputText()));
        Assert.Equal((ResponseStatus.Completed, first.Id), (retrieved.Status, retrieved.PreviousResponseId));
        await client.DeleteResponseAsync(completed.Id, Cancellation);
        var gone = await Assert.ThrowsAsync<ClientResultException>(() => client.GetResponseAsync(completed.Id, Cancellation));
        Assert.Equal(404, gone.Status);
    }

    [Fact]
    public async Task DotNet_Tools_GoRound()
    {
        var asking = Asking("call the weather tool");
        asking.Tools.Add(ResponseTool.CreateFunctionTool("weather", BinaryData.FromString("""{"type":"object"}"""), strictModeEnabled: false));
        ResponseResult asked = await Client().CreateResponseAsync(asking, Cancellation);
        var call = Assert.IsType<FunctionCallResponseItem>(Assert.Single(asked.OutputItems));

        var answering = new CreateResponseOptions { Model = "stand-in", PreviousResponseId = asked.Id };
        answering.InputItems.Add(ResponseItem.CreateFunctionCallOutputItem(call.CallId, "3 degrees"));
        ResponseResult answered = await Client().CreateResponseAsync(answering, Cancellation);

        Assert.Equal(("weather", "3 degrees"), (call.FunctionName, answered.GetOutputText()));
    }

    private static CreateResponseOptions Asking(string text)
    {
        var options = new CreateResponseOptions { Model = "stand-in", EndUserId = "dotnet" };
        options.InputItems.Add(ResponseItem.CreateUserMessageItem(text));
        return options;
    }

    private ResponsesClient Client() => new(
        new ApiKeyCredential("any"), new ResponsesClientOptions { Endpoint = new(_server.Api.Address, "/v1"), RetryPolicy = new ClientRetryPolicy(maxRetries: 0) });
}
