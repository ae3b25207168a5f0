using System.ClientModel;
using System.ClientModel.Primitives;
using ChatMemory.Api.Support;
using OpenAI.Chat;

namespace ChatMemory.Api.OpenAI;

/// <summary>OpenAI's own clients with nothing but their base URL changed.</summary>
public sealed class OfficialClientTests(WireServer server) : IClassFixture<WireServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Npm_Chat_WorksUnchanged()
    {
        await NpmClients.RunAsync("openai-chat.mjs", server.Api.Address.GetLeftPart(UriPartial.Authority));

        server.GoOn();
        await using var events = await server.Http.SendAsync(HttpMethod.Get, "/api/users/abort/sessions/aborted/events").EventsAsync();
        var seen = await events.UntilAsync("exchange.ended");
        Assert.Equal("one two", string.Concat(seen.Where(item => item.Type == "delta").Select(item => item.Text)));
        Assert.Equal("completed", seen[^1].Data.GetProperty("status").GetString());
    }

    [Fact]
    public async Task DotNet_Chat_WholeAndStreamed()
    {
        var client = Client();
        var options = new ChatCompletionOptions { EndUserId = "dotnet" };

        ChatCompletion whole = await client.CompleteChatAsync([new UserChatMessage("I live in Lisbon.")], options, Cancellation);
        var streamed = "";
        ChatTokenUsage? usage = null;
        await foreach (var update in client.CompleteChatStreamingAsync([new UserChatMessage("one two")], options, Cancellation))
        {
            streamed += string.Concat(update.ContentUpdate.Select(part => part.Text));
            usage = update.Usage ?? usage;
        }

        Assert.Equal("I live in Lisbon.", whole.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, whole.FinishReason);
        Assert.Equal("one two", streamed);
        Assert.True(usage?.OutputTokenCount > 0);
        await server.Http.SettleAsync("dotnet");
        Assert.Contains(await server.Http.RecallAsync("dotnet", "live"), text => text.Contains("Lisbon", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DotNet_Tools_GoRound()
    {
        var options = new ChatCompletionOptions { EndUserId = "dotnet-tools", Tools = { ChatTool.CreateFunctionTool("weather") } };
        List<ChatMessage> messages = [new UserChatMessage("call the weather tool")];

        ChatCompletion asked = await Client().CompleteChatAsync(messages, options, Cancellation);
        messages.Add(new AssistantChatMessage(asked));
        messages.Add(new ToolChatMessage(asked.ToolCalls[0].Id, "3 degrees"));
        ChatCompletion answered = await Client().CompleteChatAsync(messages, options, Cancellation);

        Assert.Equal(ChatFinishReason.ToolCalls, asked.FinishReason);
        Assert.Equal("3 degrees", answered.Content[0].Text);
    }

    [Fact]
    public async Task DotNet_ARefusal_IsItsException()
    {
        var refused = await Assert.ThrowsAsync<ClientResultException>(
            () => Client().CompleteChatAsync([new UserChatMessage("refuse")], new() { EndUserId = "dotnet" }, Cancellation));

        Assert.Equal(400, refused.Status);
    }

    private ChatClient Client() => new(
        "stand-in", new ApiKeyCredential("any"), new() { Endpoint = new(server.Api.Address, "/v1"), RetryPolicy = new ClientRetryPolicy(maxRetries: 0) });
}
