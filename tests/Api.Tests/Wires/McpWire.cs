using System.Text.Json;
using ChatMemory.Api.Mcp;
using ChatMemory.Api.OpenAI;

namespace ChatMemory.Api.Wires;

internal sealed class McpWire(WireServer server) : MemoryWire(server)
{
    public override Task WriteAsync(string user, string statement) => CallAsync(user, "remember", "text", statement);

    public override async Task<string> FindAsync(string user, string question) => string.Join(
        '\n', (await CallAsync(user, "recall", "query", question)).GetProperty("memories").EnumerateArray().Select(memory => memory.GetProperty("text").GetString()));

    public override async Task<string[]> ListAsync(string user) =>
        [.. (await CallAsync(user, "list_memories", "limit", 100)).GetProperty("memories").EnumerateArray().Select(memory => memory.GetProperty("id").GetString()!)];

    public override Task ForgetAsync(string user, string id) => CallAsync(user, "forget", "id", id);

    private async Task<JsonElement> CallAsync(string user, string tool, string argument, object value)
    {
        await using var client = await McpWords.ConnectAsync(Address, user);
        return await client.CallAsync(tool, new() { [argument] = value });
    }
}
