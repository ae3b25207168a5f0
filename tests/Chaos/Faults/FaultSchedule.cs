namespace ChatMemory.Chaos.Faults;

/// <summary>Which faults come in which order: the seed's, so that a run can be had again.</summary>
internal static class FaultSchedule
{
    // Each kind comes as often as it is here, in an order that changes from round to round.
    private static readonly FaultKind[] Round =
    [
        FaultKind.Kill, FaultKind.Kill, FaultKind.Kill, FaultKind.Kill, FaultKind.Kill, FaultKind.Kill,
        FaultKind.KillAndMove, FaultKind.KillAndMove, FaultKind.KillAndMove, FaultKind.KillTwo, FaultKind.KillTwo, FaultKind.KillAll,
        FaultKind.Hang, FaultKind.RestartDatabase, FaultKind.CrashDatabase, FaultKind.CutDatabase, FaultKind.CutClients,
    ];

    /// <summary>One of each, for a run that has little time.</summary>
    private static readonly FaultKind[] Once = [.. Round.Distinct()];

    /// <summary>Faults until so many processes are killed.</summary>
    public static IEnumerable<FaultKind> Of(int kills, Random random)
    {
        for (var killed = 0; killed < kills;)
        {
            var round = kills < Round.Sum(Kills) ? [.. Once] : Round.ToArray();
            random.Shuffle(round);
            foreach (var kind in round.TakeWhile(_ => killed < kills))
            {
                killed += Kills(kind);
                yield return kind;
            }
        }
    }

    /// <summary>How many processes a fault kills.</summary>
    public static int Kills(FaultKind kind) => kind switch
    {
        FaultKind.Kill or FaultKind.KillAndMove => 1,
        FaultKind.KillTwo => 2,
        FaultKind.KillAll => 3,
        _ => 0,
    };
}
