using ChatMemory.Api.OpenAI;
using ChatMemory.Api.OpenAI.Responses;

namespace ChatMemory.Api.Wires;

internal sealed class ResponseWire(WireServer server) : ModelWire(server)
{
    protected override async Task<string> SayAsync(string user, string text) => (await PostAsync("/v1/responses", user, new { input = text })).Text();
}
