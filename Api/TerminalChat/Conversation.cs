using System.Text.Json;

namespace ChatMemory.Api.TerminalChat;

/// <summary>Reads what is typed and shows what is answered.</summary>
internal sealed class Conversation(ChatClient server, TextReader input, TextWriter output, Interrupt interrupt)
{
    private const string Help = """
        Type and press Enter. Ctrl-C stops an answer.
          /memories [question]   what is known, or what would be recalled
          /new                   begin another conversation
          /session               name this conversation, to go on with --session
          /quit                  leave
        """;

    private string _session = "";

    /// <summary>Goes on until the input ends or <c>/quit</c>.</summary>
    /// <param name="session">The conversation to go on with; null begins one.</param>
    public async Task RunAsync(string? session)
    {
        _session = session ?? ChatClient.NewId();
        await output.WriteLineAsync(Help);
        while (await ReadAsync() is { } line && line is not "/quit")
        {
            if (line.Length > 0)
                await (line[0] == '/' ? ObeyAsync(line) : AskAsync(line));
        }
    }

    private async Task<string?> ReadAsync()
    {
        await output.WriteAsync("\n> ");
        await output.FlushAsync();
        return (await input.ReadLineAsync())?.Trim();
    }

    private async Task ObeyAsync(string line)
    {
        switch (line.Split(' ', 2))
        {
            case ["/memories", .. var question]:
                var memories = await server.MemoriesAsync(question is [var text] ? text : null);
                await output.WriteLineAsync(memories.Count == 0 ? "Nothing." : string.Join('\n', memories.Select(memory => $"- {Printable.Of(memory)}")));
                break;
            case ["/new"]:
                _session = ChatClient.NewId();
                await output.WriteLineAsync("A new conversation.");
                break;
            case ["/session"]:
                await output.WriteLineAsync(_session);
                break;
            default:
                await output.WriteLineAsync(Help);
                break;
        }
    }

    private async Task AskAsync(string text)
    {
        using var running = interrupt.During(out var stop);
        try
        {
            await foreach (var (type, data) in server.AskAsync(_session, text, stop))
                await ShowAsync(type, data);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is not null)
        {
            await output.WriteLineAsync(refused.Message);
        }
    }

    private async Task ShowAsync(string type, JsonElement data)
    {
        switch (type)
        {
            case "delta":
                await output.WriteAsync(Printable.Of(data.GetProperty("text").GetString()!));
                break;
            case "memories.recalled" when data.GetProperty("recall").GetProperty("memories").GetArrayLength() is > 0 and var given:
                await output.WriteLineAsync($"({given} {(given == 1 ? "memory" : "memories")} given)");
                break;
            case "tool.called":
                await output.WriteLineAsync($"[calls {Printable.Of(data.GetProperty("call").GetProperty("tool").GetString()!)}]");
                break;
            case "exchange.ended":
                await output.WriteLineAsync(EndOf(data));
                break;
        }

        await output.FlushAsync();
    }

    private static string EndOf(JsonElement data) => data.GetProperty("status").GetString() switch
    {
        "completed" => "",
        "cancelled" => " [stopped]",
        var status => $" [{status}: {(data.TryGetProperty("reason", out var reason) ? reason.GetProperty("message").GetString() : "")}]",
    };
}
