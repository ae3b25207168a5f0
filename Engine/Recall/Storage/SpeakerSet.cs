using System.Collections.Immutable;

namespace ChatMemory.Recall.Storage;

/// <summary>Who has spoken in a user's conversations, folded. Never changes.</summary>
internal sealed class SpeakerSet
{
    // A conversation has a handful; past this a name is just a word.
    private const int Most = 1_000;

    public static readonly SpeakerSet None = new([]);

    private readonly ImmutableHashSet<string> _names;

    private SpeakerSet(ImmutableHashSet<string> names) => _names = names;

    public SpeakerSet With(string name) =>
        name.Length == 0 || _names.Count >= Most || _names.Contains(name) ? this : new(_names.Add(name));

    /// <summary>Those of the words that name a speaker, with the speaker's whole name.</summary>
    public IEnumerable<(string Word, string Speaker)> NamedBy(IReadOnlySet<string> words) =>
        from speaker in _names.Order(StringComparer.Ordinal)
        from word in speaker.Split(' ')
        where words.Contains(word)
        select (word, speaker);
}
