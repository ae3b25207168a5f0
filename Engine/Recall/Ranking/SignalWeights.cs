namespace ChatMemory.Recall.Ranking;

/// <summary>
/// How much each <see cref="Signal"/> counts: fitted to conversations with questions by <c>tests/Benchmarks learn</c>, which measures each fit on conversations it has not seen.
/// </summary>
internal static class SignalWeights
{
    /// <summary>Mild priors that are set, not fitted: questions about past conversations cannot tell what they are worth.</summary>
    public static readonly Signal[] Given = [Signal.Recent, Signal.Pinned];

    // Turns the sum into a chance of being what was asked for; fitted after the weights.
    private const float Slope = 0.774f;
    private const float Shift = -11.348f;

    private static readonly float[] Weights = Of(new()
    {
        [Signal.Words] = 2.12f,
        [Signal.Coverage] = 0.58f,
        [Signal.Answers] = 1.14f,
        [Signal.NearCoverage] = 2.43f,
        [Signal.WideCoverage] = 1.96f,
        [Signal.Leading] = 1.22f,
        [Signal.NamedCoverage] = -0.93f,
        [Signal.NamedAnswers] = 0.41f,
        [Signal.Opens] = 1.07f,
        [Signal.Classes] = 0.79f,
        [Signal.Meaning] = 1.05f,
        [Signal.ContextMeaning] = 1.97f,
        [Signal.Session] = 1.29f,
        [Signal.SaidByNamed] = 2.78f,
        [Signal.Asks] = -0.50f,
        [Signal.Length] = 1.34f,
        [Signal.SaidThen] = 3.77f,
        [Signal.AboutThen] = 1.01f,
        [Signal.TellsWhen] = 1.65f,
        [Signal.TellsNumber] = 1.83f,
        [Signal.TellsName] = 1.62f,
        [Signal.TellsWhy] = 0.94f,
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
