using ChatMemory.Chaos.Faults;
using ChatMemory.Chaos.History;

namespace ChatMemory.Chaos;

/// <summary>What came of a run.</summary>
internal sealed record ChaosReport(
    ChaosOptions Options,
    TimeSpan Duration,
    IReadOnlyDictionary<FaultKind, int> Faults,
    IReadOnlyCollection<Entry> History,
    FinalState State,
    IReadOnlyList<Violation> Violations,
    RecoveryTimes Times,
    int Deaths,
    string Folder)
{
    private const int MostShown = 20;

    private int Kills => Faults.Sum(fault => fault.Value * FaultSchedule.Kills(fault.Key));

    public override string ToString() => string.Join('\n',
    [
        $"seed {Options.Seed}, {Options.Clients} clients, {Duration.TotalSeconds:0} s",
        Options.Rolling > 0
            ? $"each of three nodes stopped and started {Options.Rolling} times"
            : $"{Kills} kills: {string.Join(", ", Faults.OrderBy(fault => fault.Key).Select(fault => $"{fault.Key} {fault.Value}"))}",
        $"{With("completed")} exchanges completed, {With("incomplete")} incomplete, {With("failed")} failed; "
            + $"{Known<Entry.MemoryAdded>()} memories added; {Known<Entry.EventSeen>()} events followed; "
            + $"{State.Memories.Count(it => it.Exchange is not null)} lessons; {Known<Entry.Refused>()} requests refused for the moment; {Deaths} nodes ended by themselves",
        Times.ToString(),
        $"lost {Of(Rule.NothingIsLost)}, doubled {Of(Rule.NothingIsDoubled)}, violations of any rule {Violations.Count}",
        .. Violations.Take(MostShown).Select(violation => $"  {violation.Rule}: {violation.Where}"),
        .. Violations.Count > 0 ? [$"history and logs: {Folder}"] : Array.Empty<string>(),
    ]);

    private int With(string status) => State.Exchanges.Count(exchange => exchange.Status == status);

    private int Known<T>() => History.OfType<T>().Count();

    private int Of(Rule rule) => Violations.Count(violation => violation.Rule == rule);
}
