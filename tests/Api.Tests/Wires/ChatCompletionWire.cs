using ChatMemory.Api.OpenAI;

namespace ChatMemory.Api.Wires;

internal sealed class ChatCompletionWire(WireServer server) : ModelWire(server)
{
    protected override async Task<string> SayAsync(string user, string text)
    {
        var answer = await PostAsync("/v1/chat/completions", user, new { messages = new[] { new { role = "user", content = text } } });
        return answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString() ?? "";
    }
}
