using ChatMemory.Api.OpenAI;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Wires;

/// <summary>A wire that speaks to the model: it writes by being told, and finds by what the model was given to answer with.</summary>
internal abstract class ModelWire(WireServer server) : Wire(server)
{
    public sealed override async Task WriteAsync(string user, string statement)
    {
        await SayAsync(user, statement);
        await Http.SettleAsync(user);
    }

    public sealed override Task<string> FindAsync(string user, string question) => SayAsync(user, $"repeat what you know: {question}");

    /// <summary>The answer to what is said in a conversation of its own.</summary>
    protected abstract Task<string> SayAsync(string user, string text);
}
