using ChatMemory.Api.OpenAI;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Wires;

internal sealed class NativeChatWire(WireServer server) : ModelWire(server)
{
    protected override async Task<string> SayAsync(string user, string text) => (await Http.ChatAsync(user, text)).GetProperty("text").GetString()!;
}
