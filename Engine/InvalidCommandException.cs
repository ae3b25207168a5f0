namespace ChatMemory;

/// <summary>What is wrong with one field of a command.</summary>
/// <param name="Field">The field as JSON names it: <c>memories[3].text</c>.</param>
/// <param name="Message">What is wrong, without the value itself.</param>
public sealed record FieldError(string Field, string Message);

/// <summary>A command breaks the bounds that its type documents. Nothing of it has happened.</summary>
/// <param name="errors">Every error, at least one.</param>
public sealed class InvalidCommandException(IReadOnlyList<FieldError> errors)
    : ChatMemoryException($"The command is not valid: {string.Join("; ", errors.Select(error => $"{error.Field}: {error.Message}"))}")
{
    /// <summary>Every error.</summary>
    public IReadOnlyList<FieldError> Errors { get; } = errors;
}
