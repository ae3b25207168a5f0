using ChatMemory.Keys;

namespace ChatMemory.Values;

/// <summary>What commands must keep to, whatever is stored.</summary>
internal static class ValueRules
{
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(3_650);

    /// <summary>Checks a command.</summary>
    /// <exception cref="InvalidCommandException">It does not keep to them.</exception>
    public static JsonShape Check(SetValue command)
    {
        CheckLife(command.TimeToLive);
        return JsonShape.Of(command.Json, "value");
    }

    /// <summary>Checks a command.</summary>
    /// <returns>How long all items are in UTF-8.</returns>
    /// <exception cref="InvalidCommandException">It does not keep to them.</exception>
    public static long Check(AppendToValue command, ValueOptions options)
    {
        CheckLife(command.TimeToLive);
        Require(command.Items.Count is > 0 && command.Items.Count <= options.MaxItems, "items", $"Must have 1 to {options.MaxItems} entries.");
        Require(
            command.IdempotencyKey is null || KeyText.IsValid(command.IdempotencyKey),
            "idempotency_key", $"Must have 1 to {AppendToValue.MaxKeyLength} characters and no control characters.");
        return command.Items.Select((item, i) => (long)JsonShape.Of(item, $"items[{i}]").Bytes).Sum();
    }

    private static void CheckLife(TimeSpan? life) =>
        Require(life is null || (life >= ShortestLife && life <= LongestLife), "ttl_seconds", "Must be between 0.001 and 315360000.");

    private static void Require(bool rule, string field, string sentence)
    {
        if (!rule)
            throw new InvalidCommandException([new(field, sentence)]);
    }
}
