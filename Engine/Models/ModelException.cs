namespace ChatMemory.Models;

/// <summary>A language or embedding model did not do what it was asked.</summary>
/// <param name="code">One of <see cref="ModelErrors"/>.</param>
/// <param name="message">A sentence for people: never the prompt, the answer, or the key.</param>
/// <param name="isTransient">Whether the same request may succeed later.</param>
/// <param name="innerException">The cause.</param>
public sealed class ModelException(string code, string message, bool isTransient, Exception? innerException = null)
    : ChatMemoryException(message, isTransient, innerException)
{
    /// <summary>One of <see cref="ModelErrors"/>.</summary>
    public string Code { get; } = code;

    /// <summary>How long the model asked to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>The ways in which a model goes wrong, as <see cref="Sessions.EndReason"/> names them.</summary>
public static class ModelErrors
{
    /// <summary>It could not be reached, or answered 429 or 5xx to every try.</summary>
    public const string Unavailable = "model_unavailable";

    /// <summary>It refused the request: 4xx.</summary>
    public const string Rejected = "model_rejected";

    /// <summary>It reported an error in the middle of its answer.</summary>
    public const string Error = "model_error";

    /// <summary>It sent what cannot be read.</summary>
    public const string Garbled = "model_garbled";

    /// <summary>The connection ended before the answer did.</summary>
    public const string CutOff = "model_cut_off";

    /// <summary>It sent nothing for longer than it may.</summary>
    public const string Stalled = "model_stalled";

    /// <summary>Whether part of an answer that broke off so is kept as incomplete (true) or the exchange failed (false).</summary>
    public static bool LeavesAnswerIncomplete(string code) => code is CutOff or Stalled;
}
