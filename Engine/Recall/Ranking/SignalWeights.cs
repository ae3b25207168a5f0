namespace ChatMemory.Recall.Ranking;

/// <summary>How much each <see cref="Signal"/> counts.</summary>
internal static class SignalWeights
{
    public static readonly float[] Default = Of();

    private static float[] Of()
    {
        var weights = new float[Signals.Count];
        weights[(int)Signal.Words] = 5;
        return weights;
    }
}
