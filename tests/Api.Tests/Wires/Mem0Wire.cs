using ChatMemory.Api.OpenAI;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Wires;

internal sealed class Mem0Wire(WireServer server) : MemoryWire(server)
{
    public override Task WriteAsync(string user, string statement) =>
        Http.PostAsync("/v3/memories/add/", new { user_id = user, infer = false, messages = new[] { new { role = "user", content = statement } } }).JsonAsync();

    public override async Task<string> FindAsync(string user, string question) => string.Join(
        '\n', await ReadAsync("/v3/memories/search/", new { query = question, filters = new { user_id = user } }, "memory"));

    public override async Task<string[]> ListAsync(string user) => [.. await ReadAsync("/v3/memories/", new { filters = new { user_id = user } }, "id")];

    public override Task ForgetAsync(string user, string id) => Http.SendAsync(HttpMethod.Delete, $"/v1/memories/{id}/").JsonAsync();

    // The turns that the wire does not list go too.
    public override Task ForgetAllAsync(string user) => Http.SendAsync(HttpMethod.Delete, $"/v1/memories/?user_id={Uri.EscapeDataString(user)}").JsonAsync();

    private async Task<IEnumerable<string>> ReadAsync(string path, object body, string member) =>
        (await Http.PostAsync(path, body).JsonAsync()).GetProperty("results").EnumerateArray().Select(memory => memory.GetProperty(member).GetString()!);
}
