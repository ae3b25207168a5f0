namespace ChatMemory.Journals.Writing;

internal sealed class AppendRecords(JournalAppend append) : JournalWrite<JournalAppendResult>(append.Key)
{
    private JournalAppendResult _result;

    public override int Bytes => append.Payloads.Sum(payload => payload.Length) + append.Redactions.Sum(redaction => redaction.Payload.Length);

    public override bool Synced => append.Durability == Durability.Synced;

    public override bool Erases => append.Redactions.Count > 0 || append.ForgetVectors.Count > 0;

    protected override JournalAppendResult Outcome => _result;

    public override void Decide(JournalGroup group)
    {
        _result = default;
        if (group.Find(Key, append.Epoch) is not { } row || row.Sequence != append.ExpectedSequence)
            return;

        Append(row, group);
        Redact(row, group);
        if (append.TrimTo > 0)
            group.Trims[row.Epoch] = append.TrimTo;
        foreach (var memory in append.ForgetVectors)
            group.ForgetVectors(row.Epoch, memory);

        row.OpenWork = append.OpenWork ?? row.OpenWork;
        row.ExpiresAt = append.ExpiresAt is { } expiry ? StoredTime.Write(expiry) : null;
        row.Tally = append.Tally ?? row.Tally;
        row.UpdatedAt = group.Now;
        group.Changed.Add(row);
        _result = new(Appended: true, row.Sequence);
    }

    private void Append(JournalRow row, JournalGroup group)
    {
        if (append.Payloads.Count == 0)
            return;
        row.Sequence += append.Skip;
        foreach (var payload in append.Payloads)
            group.Records.Add((row.Epoch, new(++row.Sequence, payload)));
    }

    private void Redact(JournalRow row, JournalGroup group)
    {
        if (append.Redactions.Count == 0 && append.TrimTo <= 0)
            return;
        foreach (var redaction in append.Redactions)
            group.Redactions[(row.Epoch, redaction.Sequence)] = redaction.Payload;

        group.Snapshots[row.Epoch] = null;
        // Without a new record the head stays, so that a state of this number may be older than the redaction.
        row.SnapshotFrom = append.Payloads.Count > 0 ? row.Sequence : row.Sequence + 1;
    }
}
