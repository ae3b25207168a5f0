namespace ChatMemory.Journals;

/// <summary>One record of a journal as it was read.</summary>
/// <param name="Sequence">Its number, counted from 1, increasing, not always by 1.</param>
/// <param name="Payload">UTF-8 JSON of one event.</param>
public readonly record struct JournalRecord(long Sequence, ReadOnlyMemory<byte> Payload);

/// <summary>A state at a sequence number, so that a reader need not begin at 1. Disposable.</summary>
/// <param name="Sequence">The number of the last record that the state includes.</param>
/// <param name="Format">Who wrote it and in which form; a reader ignores forms that it does not know.</param>
/// <param name="Payload">The state's bytes.</param>
public sealed record JournalSnapshot(long Sequence, string Format, ReadOnlyMemory<byte> Payload);
