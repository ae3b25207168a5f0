namespace ChatMemory.Recall.Ranking;

/// <summary>
/// How much each <see cref="Signal"/> counts: fitted to conversations with questions by <c>tests/Benchmarks learn</c>, which measures each fit on conversations it has not seen.
/// </summary>
internal static class SignalWeights
{
    /// <summary>
    /// Set, not fitted. Recent and pinned are mild priors: questions about past conversations cannot tell what they are worth. What stands for itself is set so that
    /// equal scores of facts and of turns are right equally often (<c>tests/Benchmarks mixed</c>).
    /// </summary>
    public static readonly Signal[] Given = [Signal.Recent, Signal.Pinned, Signal.Stands];

    // Turns the sum into a chance of being what was asked for; fitted after the weights.
    private const float Slope = 0.770f;
    private const float Shift = -11.037f;

    private static readonly float[] Weights = Of(new()
    {
        [Signal.Words] = 1.94f,
        [Signal.Coverage] = 0.76f,
        [Signal.Answers] = 1.23f,
        [Signal.NearCoverage] = 2.52f,
        [Signal.WideCoverage] = 1.87f,
        [Signal.Leading] = 1.06f,
        [Signal.NamedCoverage] = -0.91f,
        [Signal.NamedAnswers] = 0.35f,
        [Signal.Opens] = 0.99f,
        [Signal.Classes] = 0.73f,
        [Signal.Meaning] = 0.82f,
        [Signal.ContextMeaning] = 1.70f,
        [Signal.Session] = 1.26f,
        [Signal.SaidByNamed] = 2.82f,
        [Signal.Asks] = -0.45f,
        [Signal.Length] = 1.22f,
        [Signal.SaidThen] = 3.77f,
        [Signal.AboutThen] = 0.93f,
        [Signal.TellsWhen] = 1.64f,
        [Signal.TellsNumber] = 1.87f,
        [Signal.TellsName] = 1.59f,
        [Signal.TellsWhy] = 1.06f,
        [Signal.Stands] = 1.00f,
        [Signal.Recent] = 0.30f,
        [Signal.Pinned] = 1.00f,
    });

    /// <summary>0 to 1.</summary>
    public static float Score(ReadOnlySpan<float> signals, float semanticWeight)
    {
        var sum = 0f;
        for (var i = 0; i < signals.Length; i++)
            sum += Weights[i] * signals[i] * (i is (int)Signal.Meaning or (int)Signal.ContextMeaning ? semanticWeight : 1);
        return 1 / (1 + MathF.Exp(-((Slope * sum) + Shift)));
    }

    private static float[] Of(Dictionary<Signal, float> weights)
    {
        var array = new float[Signals.Count];
        foreach (var (signal, weight) in weights)
            array[(int)signal] = weight;
        return array;
    }
}
