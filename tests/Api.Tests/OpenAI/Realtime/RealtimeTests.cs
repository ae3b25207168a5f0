using System.Net;
using System.Net.WebSockets;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.OpenAI.Realtime;

public sealed class RealtimeTests(WireServer server) : IClassFixture<WireServer>
{
    private const string Nonsense = "nonsense";

    [Fact]
    public Task Npm_Realtime_WorksUnchanged() => NpmClients.RunAsync(
        "openai-realtime.mjs", server.Api.Address.GetLeftPart(UriPartial.Authority), server.SecureAddress.GetLeftPart(UriPartial.Authority));

    [Theory]
    [InlineData(Nonsense, "invalid_json")]
    [InlineData("[]", "invalid_json")]
    [InlineData("{}", "missing_required_parameter")]
    [InlineData("""{"type":7}""", "invalid_type")]
    [InlineData("""{"type":"no.such"}""", "unknown_event")]
    [InlineData("""{"type":"input_audio_buffer.commit"}""", "audio_not_supported")]
    [InlineData("""{"type":"session.update"}""", "missing_required_parameter")]
    [InlineData("""{"type":"session.update","session":{"output_modalities":["audio"]}}""", "unsupported_value")]
    [InlineData("""{"type":"session.update","session":{"tools":[{"type":"mcp"}]}}""", "unsupported_value")]
    [InlineData("""{"type":"session.update","session":{"max_output_tokens":-1}}""", "invalid_value")]
    [InlineData("""{"type":"conversation.item.create"}""", "missing_required_parameter")]
    [InlineData("""{"type":"conversation.item.create","item":{"type":"message","role":"robot","content":"x"}}""", "invalid_value")]
    [InlineData("""{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"none","output":"x"}}""", "unknown_call")]
    [InlineData("""{"type":"conversation.item.create","previous_item_id":"none","item":{"type":"message","role":"user","content":"x"}}""", "item_not_found")]
    [InlineData("""{"type":"conversation.item.retrieve","item_id":"none"}""", "item_not_found")]
    [InlineData("""{"type":"conversation.item.delete","item_id":"none"}""", "item_not_found")]
    [InlineData("""{"type":"response.create"}""", "nothing_to_answer")]
    [InlineData("""{"type":"response.cancel"}""", "response_cancel_not_active")]
    public async Task ABadEvent_GetsItsError_AndTheSessionGoesOn(string sent, string code)
    {
        using var socket = await ConnectAsync($"bad-{code}");

        await socket.SendAsync(sent);
        var refused = await socket.NextAsync();
        await socket.SendAsync("""{"type":"session.update","session":{"instructions":"Go on."}}""");
        var going = await socket.NextAsync();

        Assert.Equal("error", refused.GetProperty("type").GetString());
        Assert.Equal(code, refused.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("session.updated", going.GetProperty("type").GetString());
    }

    [Fact]
    public async Task RandomEvents_NeverBreakTheLine()
    {
        const int seed = 20261121;
        var random = new Random(seed);
        string[] types = ["session.update", "conversation.item.create", "conversation.item.truncate", "conversation.item.delete", "response.cancel", "x"];
        string[] values = ["null", "7", "\"text\"", "[]", "{}", "[{}]", """{"type":"message"}""", """{"tools":{}}""", """{"content":[{"type":1}]}"""];
        string[] names = ["session", "item", "item_id", "previous_item_id", "response", "content_index", "audio_end_ms", "event_id"];
        using var socket = await ConnectAsync("fuzz");

        for (var i = 0; i < 300; i++)
        {
            var members = string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => $",\"{names[random.Next(names.Length)]}\":{values[random.Next(values.Length)]}"));
            var sent = $"{{\"type\":\"{types[random.Next(types.Length)]}\"{members}}}";
            await socket.SendAsync(sent);
            var told = (await socket.NextAsync()).GetProperty("type").GetString();
            Assert.True(told is "error" or "session.updated" or "conversation.item.added" or "conversation.item.done" or "conversation.item.truncated", $"seed {seed}, {sent}: {told}");
        }

        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Fact]
    public async Task AnotherUsersSession_IsAnotherSession()
    {
        await server.Http.ChatAsync("owner", "I keep bees.", "shared-name");
        using var socket = await ConnectAsync("stranger", "shared-name");

        await socket.SendAsync("""{"type":"conversation.item.create","item":{"id":"first","type":"message","role":"user","content":"hello"}}""");

        Assert.Equal("first", (await socket.NextAsync()).GetProperty("item").GetProperty("id").GetString());
    }

    [Fact]
    public async Task WithoutAWebSocket_TheAddressSaysWhatItWants() =>
        Assert.Equal("websocket_expected", (await server.Http.GetJsonAsync("/v1/realtime", HttpStatusCode.UpgradeRequired)).GetProperty("error").GetProperty("code").GetString());

    private Task<RealtimeClient> ConnectAsync(string user, string? session = null) => RealtimeClient.ConnectAsync(server.Api.Address, user, session);
}
