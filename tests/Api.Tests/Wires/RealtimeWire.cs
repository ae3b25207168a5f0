using System.Text.Json;
using ChatMemory.Api.OpenAI;
using ChatMemory.Api.OpenAI.Realtime;
using ChatMemory.Api.OpenAI.Responses;

namespace ChatMemory.Api.Wires;

internal sealed class RealtimeWire(WireServer server) : ModelWire(server)
{
    protected override async Task<string> SayAsync(string user, string text)
    {
        using var client = await RealtimeClient.ConnectAsync(Address, user);
        await client.SendAsync(JsonSerializer.Serialize(new { type = "conversation.item.create", item = new { type = "message", role = "user", content = text } }));
        await client.SendAsync("""{"type":"response.create"}""");
        return (await client.UntilAsync("response.done")).GetProperty("response").Text();
    }
}
