using System.ComponentModel.DataAnnotations;

namespace ChatMemory.Recall;

/// <summary>How recall finds memories. Configured under <see cref="Section"/>.</summary>
public sealed record RecallOptions
{
    /// <summary>Where the configuration has them.</summary>
    public const string Section = "ChatMemory:Recall";

    /// <summary>How long a recall may take when the question does not say; what was found by then is returned and marked partial. Default 150 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan Budget { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>
    /// How many of the best by words, and as many by meaning, are looked at closely. More finds a little more and takes a little longer. Default 150.
    /// A question that asks for more results gets twice its limit.
    /// </summary>
    [Range(10, 10_000)]
    public int Candidates { get; init; } = 150;

    /// <summary>How much meaning counts against words, as a factor: 1 suits the offline embeddings, about 3 a trained embedding model. Default 1.</summary>
    [Range(0.0, 100.0)]
    public double SemanticWeight { get; init; } = 1;

    /// <summary>
    /// From which share of common terms on two texts count as the same wording, 0 to 1; of such only the best is returned. 1 lets all but equal ones through.
    /// Default 0.8.
    /// </summary>
    [Range(0.0, 1.0)]
    public double SameWording { get; init; } = 0.8;
}
