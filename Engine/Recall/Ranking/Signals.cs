using ChatMemory.Recall.Dense;
using ChatMemory.Recall.Storage;

namespace ChatMemory.Recall.Ranking;

/// <summary>Works out every <see cref="Signal"/> of a memory for one question.</summary>
internal sealed class Signals(
    MemoryStoreView store, Question question, LexicalScores words, PreparedVector? meaning, DateTimeOffset askedAt, CandidatePool pool)
{
    public static readonly int Count = Enum.GetValues<Signal>().Length;

    // That of a turn of a dozen words.
    private const float TypicalLength = 0.7f;

    private readonly WordSignals _words = new(store, question, words, pool);
    private readonly TellingSignals _telling = new(question, askedAt);

    public float[] Of(IndexedMemory memory)
    {
        var signals = new float[Count];
        Write(memory, signals);
        return signals;
    }

    public void Write(IndexedMemory memory, Span<float> signals)
    {
        signals.Clear();
        var before = Before(memory);
        var after = After(memory);
        _words.Write(memory, before, signals);
        _telling.Write(memory, signals);
        signals[(int)Signal.Meaning] = CosineOf(memory) ?? 0;
        signals[(int)Signal.ContextMeaning] = Math.Max(RoughCosine(before), RoughCosine(after));
        if (memory.IsStatement)
            StandsForItself(signals);
    }

    /// <summary>The turn before it, unless the question may not find that.</summary>
    public IndexedMemory? Before(IndexedMemory memory) => pool.Admitted(store.Previous(memory));

    /// <summary>The turn after it, unless the question may not find that.</summary>
    public IndexedMemory? After(IndexedMemory memory) => pool.Admitted(store.Next(memory));

    public float? CosineOf(IndexedMemory memory) =>
        meaning is null || memory.Row == IndexedMemory.NoRow ? null : store.Vectors.Cosine(memory.Row, meaning);

    // What is lifted out of a conversation takes what its surroundings would say from itself: it is there only because it says something.
    private static void StandsForItself(Span<float> signals)
    {
        signals[(int)Signal.Stands] = 1;
        signals[(int)Signal.ContextMeaning] = signals[(int)Signal.Meaning];
        signals[(int)Signal.Length] = TypicalLength;
    }

    private float RoughCosine(IndexedMemory? memory) =>
        meaning is null || memory is null || memory.Row == IndexedMemory.NoRow ? 0 : store.Vectors.RoughCosine(memory.Row, meaning);
}
