namespace ChatMemory.Sessions;

/// <summary>Finds the tool calls that an input answers.</summary>
internal static class AnsweredCalls
{
    /// <summary>The calls of earlier exchanges whose results an input has, in the order in which they were made.</summary>
    /// <param name="input">What is said now; a call that stands in it before its result is not looked for.</param>
    /// <param name="newestFirst">The earlier exchanges. Of calls with the same id the newest counts.</param>
    /// <param name="isUnknown">Whether a result answers a call that is nowhere.</param>
    public static IReadOnlyList<ChatItem.ToolCall> Of(IReadOnlyList<ChatItem> input, IEnumerable<Exchange> newestFirst, out bool isUnknown)
    {
        var wanted = Unanswered(input);
        var calls = new List<ChatItem.ToolCall>();
        using var exchanges = newestFirst.GetEnumerator();
        while (wanted.Count > 0 && exchanges.MoveNext())
            calls.InsertRange(0, MadeIn(exchanges.Current, wanted));
        isUnknown = wanted.Count > 0;
        return calls;
    }

    private static HashSet<string> Unanswered(IReadOnlyList<ChatItem> input)
    {
        var made = new HashSet<string>(StringComparer.Ordinal);
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in input)
        {
            if (item is ChatItem.ToolCall call)
                made.Add(call.CallId);
            else if (item is ChatItem.ToolResult result && !made.Contains(result.CallId))
                wanted.Add(result.CallId);
        }

        return wanted;
    }

    private static List<ChatItem.ToolCall> MadeIn(Exchange exchange, HashSet<string> wanted) =>
        [.. exchange.Input.Concat(exchange.Output).OfType<ChatItem.ToolCall>().Reverse().Where(call => wanted.Remove(call.CallId)).Reverse()];
}
