using System.Text.Json.Serialization;

namespace ChatMemory.Values;

/// <summary>One record of a value's journal, which holds no more of them than the value is made of.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Set), "set")]
[JsonDerivedType(typeof(Appended), "appended")]
internal abstract record ValueEvent(DateTimeOffset At, string? Key, DateTimeOffset? ExpiresAt)
{
    /// <summary>The value is this; what was before does not count.</summary>
    public sealed record Set(
        DateTimeOffset At, string Json, int? Items = null, string? Key = null, DateTimeOffset? ExpiresAt = null) : ValueEvent(At, Key, ExpiresAt);

    /// <summary>The list goes on with these.</summary>
    public sealed record Appended(
        DateTimeOffset At, IReadOnlyList<string> Items, string? Key = null, DateTimeOffset? ExpiresAt = null) : ValueEvent(At, Key, ExpiresAt);
}
