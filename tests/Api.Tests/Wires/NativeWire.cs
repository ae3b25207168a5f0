using ChatMemory.Api.OpenAI;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Wires;

internal sealed class NativeWire(WireServer server) : MemoryWire(server)
{
    public override Task WriteAsync(string user, string statement) => Http.AddAsync(user, new { text = statement });

    public override async Task<string> FindAsync(string user, string question) => string.Join('\n', await Http.RecallAsync(user, question));

    public override async Task<string[]> ListAsync(string user) =>
        [.. (await Http.GetJsonAsync(Memories(user))).GetProperty("memories").EnumerateArray().Select(memory => memory.GetProperty("id").GetString()!)];

    public override Task ForgetAsync(string user, string id) => Http.SendAsync(HttpMethod.Delete, $"{Memories(user)}/{id}").JsonAsync();

    private static string Memories(string user) => $"/api/users/{Uri.EscapeDataString(user)}/memories";
}
