using System.Text;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.Offline;

/// <summary>What can be answered by looking words up.</summary>
internal static class OfflineAnswer
{
    /// <summary>Said in every answer.</summary>
    public const string Notice =
        "(I am no language model: this server runs offline and only looks up what it remembers. Set OPENAI_API_KEY or OPENAI_BASE_URL for a real one.)";

    private const int MaxMemories = 3;

    public static string To(IReadOnlyList<ChatMessage> conversation, IReadOnlyList<string> memories)
    {
        var last = conversation.LastOrDefault(message => message.Role == ChatRole.User)?.Text.Trim() ?? "";
        var body = OfflineQuestion.IsQuestion(last)
            ? Lookup(last, memories, Earlier(conversation))
            : Acknowledgement(last);
        return $"{body} {Notice}";
    }

    private static string Acknowledgement(string statement) =>
        statement.Length == 0 ? "You said nothing that I can read." : "Thank you, I have noted that.";

    private static string Lookup(string question, IReadOnlyList<string> memories, IReadOnlyList<string> earlier)
    {
        var found = Best(question, memories);
        // Recall chose these for the question already: with no word in common they are still what is known.
        var known = found.Count > 0 ? found : [.. memories.Take(MaxMemories)];
        var said = Best(question, earlier).Except(known, StringComparer.Ordinal).ToList();
        var answer = new StringBuilder();
        Append(answer, "I remember: ", known);
        Append(answer, "Earlier in this conversation you said: ", said);
        return answer.Length == 0 ? "I remember nothing about that." : answer.ToString();
    }

    private static void Append(StringBuilder answer, string lead, List<string> quotes)
    {
        if (quotes.Count == 0)
            return;
        if (answer.Length > 0)
            answer.Append(' ');
        answer.Append(lead).AppendJoin("; ", quotes.Select(quote => $"“{quote}”")).Append('.');
    }

    private static List<string> Earlier(IReadOnlyList<ChatMessage> conversation) =>
    [
        .. conversation.SkipLast(1).Where(message => message.Role == ChatRole.User)
            .Select(message => message.Text.Trim()).Where(text => !OfflineQuestion.IsQuestion(text)).Reverse(),
    ];

    // Ordered by shared words; of equals the one that stands first, as recall put the best first.
    private static List<string> Best(string question, IEnumerable<string> texts)
    {
        var wanted = OfflineQuestion.WordsOf(question);
        return
        [
            .. texts.Select(text => (Text: text, Shared: OfflineQuestion.WordsOf(text).Count(wanted.Contains)))
                .Where(one => one.Shared > 0).OrderByDescending(one => one.Shared)
                .Select(one => one.Text).Distinct(StringComparer.Ordinal).Take(MaxMemories),
        ];
    }
}
