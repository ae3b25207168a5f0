using ChatMemory.Memories;
using ChatMemory.Recall.Storage;

namespace ChatMemory.Recall.Ranking;

/// <summary>What the words of a memory and of the turns around it say. Scores are relative to the best candidate's.</summary>
internal sealed class WordSignals
{
    private const float Least = 1e-6f;
    private const int Near = 3;
    private const int Wide = 6;

    // The best must have at least this share of the question's words to count as full: where nothing fits, the least bad is no match.
    private const float FullMatch = 0.3f;

    private readonly MemoryStoreView _store;
    private readonly Question _question;
    private readonly LexicalScores _words;
    private readonly CandidatePool _pool;
    private readonly float _best = Least;
    private readonly float _bestClass = Least;

    public WordSignals(MemoryStoreView store, Question question, LexicalScores words, CandidatePool pool)
    {
        (_store, _question, _words, _pool) = (store, question, words, pool);
        _best = Math.Max(_best, FullMatch * words.Whole);
        _bestClass = Math.Max(_bestClass, FullMatch * words.Whole);
        foreach (var slot in pool.Slots)
        {
            _best = Math.Max(_best, words[slot]);
            _bestClass = Math.Max(_bestClass, words.Classes(slot));
        }
    }

    public void Write(IndexedMemory memory, IndexedMemory? before, Span<float> signals)
    {
        var coverage = _words.ShareOf(_words.Matched(memory.Slot));
        signals[(int)Signal.Words] = Words(memory);
        signals[(int)Signal.Coverage] = coverage;
        signals[(int)Signal.Classes] = _words.Classes(memory.Slot) / _bestClass;
        signals[(int)Signal.Opens] = before is null && memory.Memory.Kind == MemoryKind.Episode ? 1 : 0;

        var answers = before is not null && before.Traits.Features.HasFlag(TextFeatures.Asks);
        signals[(int)Signal.Answers] = answers ? Words(before) : 0;
        if (_question.Speakers.Contains(memory.Traits.Speaker))
        {
            signals[(int)Signal.NamedCoverage] = coverage;
            signals[(int)Signal.NamedAnswers] = answers ? 1 : 0;
        }

        WriteSurroundings(memory, signals);
    }

    private void WriteSurroundings(IndexedMemory memory, Span<float> signals)
    {
        var before = _store.TurnsBefore(memory);
        var after = _store.TurnsAfter(memory);
        var matched = _words.Matched(memory.Slot);
        var near = matched;
        for (var distance = 1; distance <= Wide; distance++)
        {
            if (before.MoveNext() && Shows(before.Slot))
                matched |= _words.Matched(before.Slot);
            if (after.MoveNext() && Shows(after.Slot))
                matched |= _words.Matched(after.Slot);
            if (distance == Near)
                near = matched;
        }

        signals[(int)Signal.NearCoverage] = _words.ShareOf(near);
        signals[(int)Signal.WideCoverage] = _words.ShareOf(matched);
    }

    // Most turns have none of the words; only of the others it matters whether they may be found.
    private bool Shows(int slot) => _words.Matched(slot) != 0 && _pool.Admits(slot);

    private float Words(IndexedMemory? memory) => memory is null ? 0 : _words[memory.Slot] / _best;
}
