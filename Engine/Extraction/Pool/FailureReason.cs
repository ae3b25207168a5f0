using ChatMemory.Models;

namespace ChatMemory.Extraction.Pool;

/// <summary>Says why a try failed, without any user's text.</summary>
internal static class FailureReason
{
    /// <summary>Our own exceptions carry none by contract; of foreign ones only the type is told.</summary>
    public static string Of(Exception failure) => failure switch
    {
        ModelException model => $"{model.Code}: {model.Message}",
        ChatMemoryException own => own.Message,
        _ => $"Unexpected {failure.GetType().Name}.",
    };
}
