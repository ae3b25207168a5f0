namespace ChatMemory.Recall;

/// <summary>
/// A second look at what recall found, as by a cross-encoder. Optional: register one as a service, and recall asks it within its time budget. Where it fails or
/// is late, the first order stands.
/// </summary>
public interface IReranker
{
    /// <summary>How many of the best it is asked about.</summary>
    const int Most = 50;

    /// <summary>Says how well each memory answers the question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="memories">The best of the first stage, best first; at most <see cref="Most"/>, or as many as the question asks for where those are more.</param>
    /// <param name="cancellationToken">Ends with the time budget of the recall.</param>
    /// <returns>A score of 0 to 1 for each of the memories, in their order; they become the scores of the result.</returns>
    ValueTask<IReadOnlyList<float>> ScoreAsync(string question, IReadOnlyList<RecalledMemory> memories, CancellationToken cancellationToken);
}
