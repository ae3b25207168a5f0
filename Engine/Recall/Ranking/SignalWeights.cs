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
    private const float Slope = 0.762f;
    private const float Shift = -10.810f;

    private static readonly float[] Weights = Of(new()
    {
        [Signal.Words] = 2.41f,
        [Signal.Coverage] = 0.42f,
        [Signal.Answers] = 1.93f,
        [Signal.NearCoverage] = 3.06f,
        [Signal.WideCoverage] = 2.87f,
        [Signal.NamedCoverage] = -1.08f,
        [Signal.NamedAnswers] = 0.26f,
        [Signal.Opens] = 0.81f,
        [Signal.Classes] = 0.68f,
        [Signal.Meaning] = 0.82f,
        [Signal.ContextMeaning] = 1.93f,
        [Signal.SaidByNamed] = 2.93f,
        [Signal.Asks] = -0.41f,
        [Signal.Length] = 1.02f,
        [Signal.SaidThen] = 3.65f,
        [Signal.AboutThen] = 0.98f,
        [Signal.TellsWhen] = 1.59f,
        [Signal.TellsNumber] = 1.84f,
        [Signal.TellsName] = 1.56f,
        [Signal.TellsWhy] = 0.61f,
        [Signal.Stands] = 0.70f,
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
