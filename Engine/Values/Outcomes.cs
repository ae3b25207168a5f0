namespace ChatMemory.Values;

/// <summary>A stored value.</summary>
/// <param name="Json">The value as JSON text.</param>
/// <param name="Version">Names what is stored; every write gives another, and none is ever given twice.</param>
/// <param name="UpdatedAt">When it was last written.</param>
/// <param name="Items">How many items it has; null when it is no list.</param>
/// <param name="ExpiresAt">When it expires; null: never.</param>
public sealed record StoredValue(
    string Json, string Version, DateTimeOffset UpdatedAt, int? Items = null, DateTimeOffset? ExpiresAt = null);

/// <summary>What became of a write.</summary>
public enum WriteStatus
{
    /// <summary>It is stored, or deleted.</summary>
    Done,

    /// <summary>The value has another version than was asked for, or is there although it must not be.</summary>
    Conflict,

    /// <summary>Only a list can be added to.</summary>
    NotAList,

    /// <summary>The value is, or the list would become, larger than <see cref="ValueOptions.MaxBytes"/> or longer than <see cref="ValueOptions.MaxItems"/>.</summary>
    TooLarge,

    /// <summary>There is nothing to delete.</summary>
    Absent,
}

/// <summary>What became of a write, and what is stored now.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Version">The version of what is stored now; null when nothing is.</param>
/// <param name="Items">How many items the list has now; null when it is none.</param>
/// <param name="ExpiresAt">When the value expires; null: never.</param>
/// <param name="Duplicate">Whether an earlier call with the same idempotency key had done it.</param>
public sealed record WriteOutcome(
    WriteStatus Status, string? Version = null, int? Items = null, DateTimeOffset? ExpiresAt = null, bool Duplicate = false);
