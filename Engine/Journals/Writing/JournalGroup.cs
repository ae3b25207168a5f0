using ChatMemory.Keys;

namespace ChatMemory.Journals.Writing;

/// <summary>
/// The journals one transaction touches and what its writes, decided one after the other, change about them. Pure: the
/// databases load the rows before and store the changes after.
/// </summary>
internal sealed class JournalGroup(Dictionary<JournalKey, JournalRow> rows, DateTimeOffset now)
{
    public HashSet<JournalRow> Created { get; } = [];

    public HashSet<JournalRow> Changed { get; } = [];

    public HashSet<JournalRow> Deleted { get; } = [];

    public List<(long Epoch, JournalRecord Record)> Records { get; } = [];

    public Dictionary<(long Epoch, long Sequence), ReadOnlyMemory<byte>> Redactions { get; } = [];

    /// <summary>Up to which number a journal's records go, those of this group included.</summary>
    public Dictionary<long, long> Trims { get; } = [];

    /// <summary>The snapshot that a journal has in the end; null if it loses the one it has.</summary>
    public Dictionary<long, JournalSnapshot?> Snapshots { get; } = [];

    /// <summary>Gone before <see cref="Vectors"/> are stored.</summary>
    public HashSet<(long Epoch, MemoryId Memory)> ForgottenVectors { get; } = [];

    /// <summary>Gone of one model only, before <see cref="Vectors"/> are stored.</summary>
    public HashSet<(long Epoch, string Model, MemoryId Memory)> ForgottenOfModel { get; } = [];

    public Dictionary<(long Epoch, string Model, MemoryId Memory), StoredVector> Vectors { get; } = [];

    public long Now { get; } = StoredTime.Write(now);

    public JournalRow? Find(JournalKey key) => rows.GetValueOrDefault(key);

    public JournalRow? Find(JournalKey key, long epoch) => Find(key) is { } row && row.Epoch == epoch ? row : null;

    public JournalRow Create(JournalKey key)
    {
        var row = rows[key] = new(key) { CreatedAt = Now, UpdatedAt = Now };
        Created.Add(row);
        return row;
    }

    public bool Delete(JournalKey key) => rows.Remove(key, out var row) && Deleted.Add(row);

    public void Keep(long epoch, string model, StoredVector vector)
    {
        var place = (epoch, model, vector.Memory);
        if (!Vectors.TryGetValue(place, out var present) || present.Version <= vector.Version)
            Vectors[place] = vector;
    }

    public void ForgetVectors(long epoch, MemoryId memory)
    {
        ForgottenVectors.Add((epoch, memory));
        foreach (var place in Vectors.Keys.Where(place => place.Epoch == epoch && place.Memory == memory).ToList())
            Vectors.Remove(place);
    }

    public void ForgetVector(long epoch, string model, MemoryId memory)
    {
        ForgottenOfModel.Add((epoch, model, memory));
        Vectors.Remove((epoch, model, memory));
    }
}
