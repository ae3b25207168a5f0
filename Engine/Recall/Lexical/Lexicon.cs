using System.Collections.Concurrent;

namespace ChatMemory.Recall.Lexical;

/// <summary>Every term of a user's memories with where it stands. One writer, any number of readers.</summary>
internal sealed class Lexicon
{
    // Split so that a growing part never holds the writer up for long: with 100,000 terms each part has some 1,500.
    private const int Parts = 64;

    private readonly ConcurrentDictionary<string, PostingList>?[] _parts = new ConcurrentDictionary<string, PostingList>?[Parts];

    public void Append(string term, Posting posting)
    {
        ref var part = ref _parts[PartOf(term)];
        if (part is null)
            Volatile.Write(ref part, new(concurrencyLevel: 1, capacity: 7, StringComparer.Ordinal));
        if (!part!.TryGetValue(term, out var list))
        {
            list = new();
            list.Append(posting);
            part[term] = list;
            return;
        }

        list.Append(posting);
    }

    public ReadOnlySpan<Posting> Find(string term, int end) =>
        Volatile.Read(ref _parts[PartOf(term)]) is { } part && part.TryGetValue(term, out var list) ? list.Before(end) : [];

    private static int PartOf(string term) => (int)((uint)term.GetHashCode(StringComparison.Ordinal) % Parts);
}
