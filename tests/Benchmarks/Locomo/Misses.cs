namespace ChatMemory.Benchmarks.Locomo;

/// <summary>Writes down every question whose evidence was not all among the first ten, with what stood there instead.</summary>
internal static class Misses
{
    private const int First = 10;
    private const int Instead = 3;

    public static void Write(string report, IEnumerable<Found> found)
    {
        using var writer = new StreamWriter(report);
        foreach (var one in found.Where(one => one.Recall(First) < 1).OrderBy(one => one.Conversation.Name, StringComparer.Ordinal).ThenBy(one => one.Question.Text, StringComparer.Ordinal))
            Write(writer, one);
    }

    private static void Write(StreamWriter writer, Found found)
    {
        var texts = found.Conversation.Turns.ToDictionary(turn => turn.Id, turn => $"{turn.Id} {turn.Speaker}: {turn.Text}");
        writer.WriteLine($"## {found.Conversation.Name}, category {found.Question.Category}: {found.Question.Text}");
        foreach (var id in found.Question.Evidence.Where(id => !found.Turns.Take(First).Contains(id)))
            writer.WriteLine($"- missed (place {found.Turns.ToList().IndexOf(id) + 1}): {texts[id]}");
        foreach (var id in found.Turns.Where(texts.ContainsKey).Take(Instead))
            writer.WriteLine($"  - instead: {texts[id]}");
    }
}
