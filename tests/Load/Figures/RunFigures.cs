namespace ChatMemory.Load.Figures;

/// <summary>What a run found out.</summary>
/// <param name="Due">How many messages fell due.</param>
/// <param name="Running">How many of them are under way.</param>
/// <param name="Completed">How many exchanges completed, and came as the model sent them.</param>
/// <param name="CompletedPerSecond">How many exchanges completed a second.</param>
/// <param name="TokensPerSecond">How many tokens arrived a second.</param>
/// <param name="FirstToken">From when the message was due to the first text.</param>
/// <param name="Gap">Between one piece of text and the next.</param>
/// <param name="Pause">The longest gap of each answer.</param>
/// <param name="Whole">From when the message was due to the exchange's end.</param>
/// <param name="Lag">By how much the tester itself was late.</param>
/// <param name="Errors">How many exchanges went wrong, by kind.</param>
internal sealed record RunFigures(
    long Due,
    long Running,
    long Completed,
    double CompletedPerSecond,
    double TokensPerSecond,
    Percentiles FirstToken,
    Percentiles Gap,
    Percentiles Pause,
    Percentiles Whole,
    Percentiles Lag,
    IReadOnlyDictionary<string, long> Errors)
{
    public long Failed => Errors.Values.Sum();
}
