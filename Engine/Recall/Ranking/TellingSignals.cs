using ChatMemory.Recall.Storage;
using ChatMemory.Recall.Times;

namespace ChatMemory.Recall.Ranking;

/// <summary>Whether a memory tells what a question asks for: by whom, when, how many, where, why.</summary>
internal sealed class TellingSignals(Question question, DateTimeOffset askedAt)
{
    private const float LongText = 40;
    private const float DaysOfRecency = 30;
    private const float NotKnown = 0.5f;

    public void Write(IndexedMemory memory, Span<float> signals)
    {
        var has = memory.Traits.Features;
        signals[(int)Signal.SaidByNamed] = SaidByNamed(memory);
        signals[(int)Signal.Asks] = has.HasFlag(TextFeatures.Asks) ? 1 : 0;
        signals[(int)Signal.Length] = Math.Min(1, MathF.Log(1 + memory.Traits.Length) / MathF.Log(1 + LongText));
        signals[(int)Signal.TellsNumber] = Both(AskedFor.Number, TextFeatures.Number);
        signals[(int)Signal.TellsName] = Math.Max(Both(AskedFor.Name, TextFeatures.Name), MayName(memory));
        signals[(int)Signal.TellsWhy] = Both(AskedFor.Reason, TextFeatures.Reason);
        signals[(int)Signal.TellsWhen] = question.AsksFor.HasFlag(AskedFor.Time) && memory.Traits.Times.Length > 0 ? 1 : 0;
        signals[(int)Signal.SaidThen] = TimeMatch.Said(question.Times, memory);
        signals[(int)Signal.AboutThen] = TimeMatch.SpeaksOf(question.Times, memory) ? 1 : 0;
        signals[(int)Signal.Pinned] = memory.Memory.Pinned ? 1 : 0;
        signals[(int)Signal.Recent] = 1 / (1 + (Math.Max(0, (float)(askedAt - memory.Memory.SaidAt).TotalDays) / DaysOfRecency));

        float Both(AskedFor asked, TextFeatures tells) => question.AsksFor.HasFlag(asked) && has.HasFlag(tells) ? 1 : 0;
    }

    // A statement is about something, which is a name as good as one in capitals.
    private float MayName(IndexedMemory memory) => memory.IsStatement && question.AsksFor.HasFlag(AskedFor.Name) ? NotKnown : 0;

    // Who names nobody means whoever said it.
    private float SaidByNamed(IndexedMemory memory) =>
        question.Speakers.Count == 0 || question.Speakers.Contains(memory.Traits.Speaker) ? 1
        : memory.Traits.Speaker.Length == 0 ? NotKnown
        : 0;
}
