using System.Text.Json;
using ChatMemory.Support.StandIn;

namespace ChatMemory.Chaos.Cluster;

/// <summary>What the model says in a run: to an input always the same, word by word; to an extraction one fact a message.</summary>
internal static class ScriptedModel
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    /// <summary>An input that makes the model answer with so many words. A word of its own makes it unlike all others.</summary>
    public static string Input(string word, int words) => $"The code {word} opens my locker. Answer with {words} words.";

    /// <summary>What the model says to <see cref="Input"/>.</summary>
    public static string Answer(string input) => string.Concat(Words(input));

    public static ModelReply Reply(ReceivedRequest request) => request.IsStreamed
        ? ModelReply.Saying([.. Words(request.Messages[^1].GetProperty("content").GetString()!)]).PacedBy(Pace)
        : ModelReply.Saying(Facts(request.Messages[^1].GetProperty("content").GetString()!));

    private static IEnumerable<string> Words(string input)
    {
        var parts = input.Split(' ');
        return Enumerable.Range(0, int.Parse(parts[^2])).Select(number => $"{parts[2]}-{number} ");
    }

    private static string Facts(string conversation)
    {
        using var data = JsonDocument.Parse(conversation);
        var facts = data.RootElement.GetProperty("messages").EnumerateArray()
            .Where(message => message.GetProperty("role").GetString() == "user")
            .Select(message => (Number: message.GetProperty("n").GetInt32(), Text: message.GetProperty("text").GetString()!))
            .Select(message => new { n = message.Number, quote = message.Text.Split('.')[0], statement = $"Locker code {message.Text.Split(' ')[2]}.", kind = "fact" });
        return JsonSerializer.Serialize(new { memories = facts });
    }
}
