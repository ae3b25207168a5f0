using ChatMemory.Keys;

namespace ChatMemory.Values;

/// <summary>Replaces a value.</summary>
/// <param name="Json">The value as JSON text, at most <see cref="ValueOptions.MaxBytes"/> in UTF-8 and 64 levels deep. It is kept as it is written.</param>
/// <param name="TimeToLive">After which time it expires, 1 ms to ten years; null: never. What was said before does not count.</param>
/// <param name="IfVersion">Only if this is the value's version; null: whatever it is.</param>
/// <param name="IfAbsent">Only if there is no value. Default false.</param>
public sealed record SetValue(string Json, TimeSpan? TimeToLive = null, string? IfVersion = null, bool IfAbsent = false);

/// <summary>Adds items to the end of a list.</summary>
/// <param name="Items">The items, each as JSON text; at least one.</param>
/// <param name="TimeToLive">After which time the whole list expires, 1 ms to ten years; null leaves it as it is.</param>
/// <param name="IdempotencyKey">A repeated call with the same key adds nothing, as long as the list was not set or deleted and no 256 other keys came; 1 to 256 characters.</param>
public sealed record AppendToValue(IReadOnlyList<string> Items, TimeSpan? TimeToLive = null, string? IdempotencyKey = null)
{
    /// <summary>The longest key in UTF-16 characters.</summary>
    public const int MaxKeyLength = KeyText.MaxLength;
}

/// <summary>Deletes a value.</summary>
/// <param name="IfVersion">Only if this is its version; null: whatever it is.</param>
public sealed record DeleteValue(string? IfVersion = null);
