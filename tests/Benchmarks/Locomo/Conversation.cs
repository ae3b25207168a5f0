using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChatMemory.Benchmarks.Locomo;

internal sealed record Turn(string Id, string Session, string Speaker, string Text, DateTimeOffset SaidAt);

/// <summary>What somebody noted down of a turn.</summary>
internal sealed record Noted(string Turn, string Session, string Speaker, string Text);

internal sealed record QuestionAsked(string Text, int Category, IReadOnlySet<string> Evidence);

/// <summary>A conversation in LoCoMo's form: sessions of turns, and questions with the turns that hold the evidence.</summary>
internal sealed partial record Conversation(string Name, IReadOnlyList<Turn> Turns, IReadOnlyList<QuestionAsked> Questions)
{
    public DateTimeOffset AskedAt => Turns[^1].SaidAt.AddDays(1);

    /// <summary>The statements that come with the conversation, as an extractor would find them; none where the file has none.</summary>
    public IReadOnlyList<Noted> Notes { get; init; } = [];

    public static IReadOnlyList<Conversation> ReadAll(string folder) =>
        [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Read)];

    private static Conversation Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var root = document.RootElement;
        if (root.TryGetProperty("conversation", out var inner))
            root = inner;
        var turns = Enumerable.Range(1, 100).SelectMany(number => TurnsOf(root, $"session_{number}")).ToList();
        var known = turns.Select(turn => turn.Id).ToHashSet(StringComparer.Ordinal);
        var questions = document.RootElement.GetProperty("qa").EnumerateArray().Select(qa => QuestionOf(qa, known))
            .Where(question => question is { Category: >= 1 and <= 4, Evidence.Count: > 0 }).ToList();
        return new(Path.GetFileNameWithoutExtension(file), turns, questions)
        {
            Notes = [.. turns.Select(turn => turn.Session).Distinct().SelectMany(session => NotesOf(document.RootElement, session)).Where(note => known.Contains(note.Turn))],
        };
    }

    private static IEnumerable<Noted> NotesOf(JsonElement root, string session) =>
        !root.TryGetProperty(session + "_observation", out var speakers) ? []
        : from speaker in speakers.EnumerateObject()
          from note in speaker.Value.EnumerateArray()
          let turn = TurnId().Match(note[1].ToString()).Value
          select new Noted(turn, session, speaker.Name, note[0].GetString()!);

    private static IEnumerable<Turn> TurnsOf(JsonElement root, string session)
    {
        if (!root.TryGetProperty(session, out var turns))
            yield break;
        var at = DateTimeOffset.ParseExact(
            root.GetProperty(session + "_date_time").GetString()!, "h:mm tt 'on' d MMMM, yyyy", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        foreach (var turn in turns.EnumerateArray())
        {
            var caption = turn.TryGetProperty("blip_caption", out var photo) ? $" [photo: {photo.GetString()}]" : "";
            yield return new(
                turn.GetProperty("dia_id").GetString()!, session, turn.GetProperty("speaker").GetString()!, turn.GetProperty("text").GetString() + caption, at);
            at = at.AddSeconds(20);
        }
    }

    // Some evidence is written "D8:6; D9:17", some with stray characters, a little of it names no turn.
    private static QuestionAsked QuestionOf(JsonElement qa, HashSet<string> known) => new(
        qa.GetProperty("question").GetString()!,
        qa.GetProperty("category").GetInt32(),
        qa.GetProperty("evidence").EnumerateArray().SelectMany(evidence => TurnId().Matches(evidence.ToString()).Select(match => match.Value))
            .Where(known.Contains).ToHashSet(StringComparer.Ordinal));

    [GeneratedRegex(@"D\d+:\d+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TurnId();
}
