namespace ChatMemory;

/// <summary>The root of what the engine throws for the unexpected. Expected outcomes are results, not exceptions.</summary>
public class ChatMemoryException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What went wrong, without any user's text, id or key.</param>
    /// <param name="isTransient">Whether the same call may succeed later.</param>
    /// <param name="innerException">The cause.</param>
    public ChatMemoryException(string message, bool isTransient = false, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; }
}
