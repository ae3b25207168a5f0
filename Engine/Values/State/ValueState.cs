using System.Globalization;

namespace ChatMemory.Values;

/// <summary>What a command comes to.</summary>
/// <param name="Status">What is told.</param>
/// <param name="Event">To append; null when nothing changes.</param>
internal sealed record ValueDecision(WriteStatus Status, ValueEvent? Event = null);

/// <summary>
/// What decides about writes of one value. It holds figures, not the value, so that a loaded value costs next to nothing and an append costs
/// the same however long the list is.
/// </summary>
/// <param name="epoch">The journal's epoch; null when there is no journal.</param>
internal sealed class ValueState(long? epoch)
{
    private readonly RecentKeys _keys = new();
    private long _bytes;
    private bool _isEmptyList;

    public long? Epoch { get; } = epoch;

    /// <summary>The number of the journal's last record.</summary>
    public long Sequence { get; private set; }

    public int? Items { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public string Version => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{Sequence}");

    public bool IsThere(DateTimeOffset now) => Sequence > 0 && (ExpiresAt is not { } expiry || expiry > now);

    public ValueDecision Decide(SetValue command, JsonShape shape, ValueOptions options, DateTimeOffset now) =>
        (command.IfAbsent && IsThere(now)) || !Matches(command.IfVersion, now) ? new(WriteStatus.Conflict)
        : !Fits(shape.Items ?? 0, shape.Bytes, options) ? new(WriteStatus.TooLarge)
        : new(WriteStatus.Done, new ValueEvent.Set(now, command.Json, shape.Items, ExpiresAt: now + command.TimeToLive));

    /// <summary>Whether the items may be added, and what is stored then.</summary>
    /// <param name="command">The items to add.</param>
    /// <param name="bytes">The length of all items in UTF-8.</param>
    /// <param name="options">How large a list may become.</param>
    /// <param name="now">The time.</param>
    public ValueDecision Decide(AppendToValue command, long bytes, ValueOptions options, DateTimeOffset now)
    {
        if (!IsThere(now))
        {
            return Fits(command.Items.Count, WrittenAnew(command.Items.Count, bytes), options)
                ? new(WriteStatus.Done, new ValueEvent.Set(
                    now, $"[{string.Join(',', command.Items)}]", command.Items.Count, command.IdempotencyKey, now + command.TimeToLive))
                : new(WriteStatus.TooLarge);
        }

        if (Items is not { } items)
            return new(WriteStatus.NotAList);
        if (_keys.Contains(command.IdempotencyKey))
            return new(WriteStatus.Done);
        return Fits(items + command.Items.Count, _bytes + Added(command.Items.Count, bytes), options)
            ? new(WriteStatus.Done, new ValueEvent.Appended(now, command.Items, command.IdempotencyKey, now + command.TimeToLive ?? ExpiresAt))
            : new(WriteStatus.TooLarge);
    }

    /// <summary>Whether the value may be deleted; what is deleted then is the journal.</summary>
    public WriteStatus Decide(DeleteValue command, DateTimeOffset now) =>
        !Matches(command.IfVersion, now) ? WriteStatus.Conflict : IsThere(now) ? WriteStatus.Done : WriteStatus.Absent;

    public void Apply(ValueEvent happened, long sequence)
    {
        switch (happened)
        {
            case ValueEvent.Set set:
                _keys.Clear();
                (_bytes, Items, _isEmptyList) = (Utf8Length(set.Json), set.Items, set.Items == 0);
                break;
            case ValueEvent.Appended appended:
                _bytes += Added(appended.Items.Count, appended.Items.Sum(Utf8Length));
                (Items, _isEmptyList) = (Items + appended.Items.Count, false);
                break;
        }

        _keys.Add(happened.Key);
        (Sequence, ExpiresAt, UpdatedAt) = (sequence, happened.ExpiresAt, happened.At);
    }

    /// <summary>What a caller is told.</summary>
    public WriteOutcome Outcome(WriteStatus status, DateTimeOffset now, bool duplicate = false) =>
        IsThere(now) ? new(status, Version, Items, ExpiresAt, duplicate) : new(status);

    private static long Utf8Length(string json) => System.Text.Encoding.UTF8.GetByteCount(json);

    private static bool Fits(int items, long bytes, ValueOptions options) => items <= options.MaxItems && bytes <= options.MaxBytes;

    // With a comma before each but the first, and the brackets.
    private static long WrittenAnew(int items, long bytes) => bytes + items + 1;

    private long Added(int items, long bytes) => bytes + items - (_isEmptyList ? 1 : 0);

    private bool Matches(string? version, DateTimeOffset now) => version is null || (IsThere(now) && Version == version);
}
