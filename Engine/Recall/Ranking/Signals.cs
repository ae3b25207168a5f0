using ChatMemory.Memories;
using ChatMemory.Recall.Dense;
using ChatMemory.Recall.Storage;
using ChatMemory.Recall.Times;

namespace ChatMemory.Recall.Ranking;

/// <summary>Works out every <see cref="Signal"/> of a memory for one question.</summary>
internal sealed class Signals
{
    public static readonly int Count = Enum.GetValues<Signal>().Length;

    // Where a session's date is meant, what happened is often told some days later.
    private const float DaysOfTelling = 4;
    private const float LongText = 40;
    private const int LongMatch = 62;
    private const int Near = 3;
    private const int Wide = 6;
    private const float Fading = 0.75f;

    private readonly MemoryStoreView _store;
    private readonly Question _question;
    private readonly LexicalScores _words;
    private readonly PreparedVector? _meaning;
    private readonly DateTimeOffset _askedAt;
    private readonly CandidatePool _pool;
    private readonly Dictionary<string, float> _bestOfSession = new(StringComparer.Ordinal);
    private readonly float _best;
    private readonly float _bestClass;

    public Signals(
        MemoryStoreView store, Question question, LexicalScores words, PreparedVector? meaning, DateTimeOffset askedAt, CandidatePool pool)
    {
        (_store, _question, _words, _meaning, _askedAt, _pool) = (store, question, words, meaning, askedAt, pool);
        foreach (var slot in pool.Slots)
        {
            _best = Math.Max(_best, words[slot]);
            _bestClass = Math.Max(_bestClass, words.Classes(slot));
            if (store.Memories[slot]!.Memory.Provenance.Session is { } session)
                _bestOfSession[session.Value] = Math.Max(_bestOfSession.GetValueOrDefault(session.Value), words[slot]);
        }

        _best = Math.Max(_best, 1e-6f);
        _bestClass = Math.Max(_bestClass, 1e-6f);
    }

    public float[] Of(IndexedMemory memory)
    {
        var signals = new float[Count];
        Write(memory, signals);
        return signals;
    }

    public void Write(IndexedMemory memory, Span<float> signals)
    {
        signals.Clear();
        var before = Admitted(_store.Previous(memory));
        var after = Admitted(_store.Next(memory));
        WriteWords(memory, before, after, signals);
        WriteMeaning(memory, before, after, signals);
        WriteSpeaker(memory, signals);
        WriteTimes(memory, signals);
        WriteKind(memory, signals);
    }

    public float? CosineOf(IndexedMemory memory)
    {
        return _meaning is null || memory.Row < 0 ? null : _store.Vectors.Cosine(memory.Row, _meaning);
    }

    /// <summary>Whether it was said at, or speaks of, a time that the question names; null when it names none.</summary>
    public bool? TimeMatch(IndexedMemory memory)
    {
        if (_question.Times.Count == 0)
            return null;
        var said = DateOnly.FromDateTime(memory.Memory.SaidAt.UtcDateTime);
        return _question.Times.Any(range => range.DaysTo(said) == 0 || memory.Traits.Times.Any(time => Means(time, range)));
    }

    private float RoughCosine(IndexedMemory? memory) =>
        memory is null || _meaning is null || memory.Row < 0 ? 0 : _store.Vectors.RoughCosine(memory.Row, _meaning);

    private void WriteWords(IndexedMemory memory, IndexedMemory? before, IndexedMemory? after, Span<float> signals)
    {
        Set(signals, Signal.Words, Words(memory));
        var cov = _words.ShareOf(_words.Matched(memory.Slot));
        var named = _question.Speakers.Contains(memory.Traits.Speaker);
        Set(signals, Signal.Coverage, cov);
        Set(signals, Signal.NamedCoverage, named ? cov : 0);
        Set(signals, Signal.NamedAnswers, named && before is not null && before.Traits.Features.HasFlag(TextFeatures.Asks) ? 1 : 0);
        Set(signals, Signal.Opens, before is null && memory.Memory.Kind == MemoryKind.Episode ? 1 : 0);
        Set(signals, Signal.Classes, _words.Classes(memory.Slot) / _bestClass);
        Set(signals, Signal.Answers, before is not null && before.Traits.Features.HasFlag(TextFeatures.Asks) ? Words(before) : 0);
        if (memory.Memory.Provenance.Session is { } session)
            Set(signals, Signal.Session, _bestOfSession.GetValueOrDefault(session.Value) / _best);
        WriteSurroundings(memory, before, after, signals);
    }

    private void WriteSurroundings(IndexedMemory memory, IndexedMemory? before, IndexedMemory? after, Span<float> signals)
    {
        var matched = _words.Matched(memory.Slot);
        var near = matched;
        var leading = 0f;
        var weight = 1f;
        for (var distance = 1; distance <= Wide && (before ?? after) is not null; distance++, weight *= Fading)
        {
            matched |= Matched(before) | Matched(after);
            leading += weight * Words(before);
            if (distance <= Near)
                near = matched;
            before = before is null ? null : Admitted(_store.Previous(before));
            after = after is null ? null : Admitted(_store.Next(after));
        }

        Set(signals, Signal.NearCoverage, _words.ShareOf(near));
        Set(signals, Signal.WideCoverage, _words.ShareOf(matched));
        Set(signals, Signal.Leading, leading / 2);
    }

    private void WriteMeaning(IndexedMemory memory, IndexedMemory? before, IndexedMemory? after, Span<float> signals)
    {
        Set(signals, Signal.Meaning, CosineOf(memory) ?? 0);
        Set(signals, Signal.ContextMeaning, Math.Max(RoughCosine(before), RoughCosine(after)));
    }

    private void WriteSpeaker(IndexedMemory memory, Span<float> signals)
    {
        if (_question.Speakers.Count == 0 || memory.Traits.Speaker.Length == 0)
            return;
        var named = _question.Speakers.Contains(memory.Traits.Speaker);
        Set(signals, Signal.SaidByNamed, named ? 1 : 0);
    }

    private void WriteTimes(IndexedMemory memory, Span<float> signals)
    {
        var said = DateOnly.FromDateTime(memory.Memory.SaidAt.UtcDateTime);
        foreach (var range in _question.Times)
        {
            Set(signals, Signal.SaidThen, Math.Max(signals[(int)Signal.SaidThen], Closeness(range, said)));
            foreach (var time in memory.Traits.Times)
            {
                if (Means(time, range))
                    Set(signals, Signal.AboutThen, 1);
            }
        }

        Set(signals, Signal.TellsWhen, _question.AsksFor.HasFlag(AskedFor.Time) && memory.Traits.Times.Length > 0 ? 1 : 0);
        Set(signals, Signal.Recent, 1 / (1 + (Math.Max(0, (float)(_askedAt - memory.Memory.SaidAt).TotalDays) / 30)));
    }

    private void WriteKind(IndexedMemory memory, Span<float> signals)
    {
        var has = memory.Traits.Features;
        Set(signals, Signal.Asks, has.HasFlag(TextFeatures.Asks) ? 1 : 0);
        Set(signals, Signal.Length, Math.Min(1, MathF.Log(1 + memory.Traits.Length) / MathF.Log(1 + LongText)));
        Set(signals, Signal.TellsNumber, Both(AskedFor.Number, TextFeatures.Number));
        Set(signals, Signal.TellsName, Both(AskedFor.Name, TextFeatures.Name));
        Set(signals, Signal.TellsWhy, Both(AskedFor.Reason, TextFeatures.Reason));
        Set(signals, Signal.Pinned, memory.Memory.Pinned ? 1 : 0);

        float Both(AskedFor asked, TextFeatures tells) => _question.AsksFor.HasFlag(asked) && has.HasFlag(tells) ? 1 : 0;
    }

    // "In 2022" does not answer "on 3 June".
    private static bool Means(TimeRange time, TimeRange range) => time.Overlaps(range) && time.Days <= Math.Max(LongMatch, range.Days);

    private static float Closeness(TimeRange range, DateOnly said)
    {
        var days = range.DaysTo(said);
        return days == 0 ? 1 : said > range.To ? MathF.Exp(-days / DaysOfTelling) : 0;
    }

    private ulong Matched(IndexedMemory? memory) => memory is null ? 0 : _words.Matched(memory.Slot);

    private float Words(IndexedMemory? memory) => memory is null ? 0 : _words[memory.Slot] / _best;

    // What the question may not find must not show through its neighbours either.
    private IndexedMemory? Admitted(IndexedMemory? memory) => memory is not null && _pool.Admits(memory) ? memory : null;

    private static void Set(Span<float> signals, Signal signal, float value) => signals[(int)signal] = value;
}
