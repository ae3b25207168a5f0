namespace ChatMemory.Journals.Writing;

internal sealed class WriteVectors(JournalKey key, long epoch, string model, IReadOnlyList<StoredVector> vectors)
    : JournalWrite<bool>(key)
{
    private bool _kept;

    public override int Bytes => vectors.Sum(vector => vector.Values.Length * sizeof(float));

    protected override bool Outcome => _kept;

    public override void Decide(JournalGroup group)
    {
        _kept = group.Find(Key, epoch) is not null;
        if (!_kept)
            return;
        foreach (var vector in vectors)
            group.Keep(epoch, model, vector);
    }
}
