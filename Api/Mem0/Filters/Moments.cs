using System.Globalization;
using System.Text.Json;

namespace ChatMemory.Api.Mem0.Filters;

/// <summary>Reads times as Mem0's clients write them: a day, a moment, or seconds since 1970. Without an offset UTC is meant.</summary>
internal static class Moments
{
    private const string DayForm = "yyyy-MM-dd";
    private const double LatestSecond = 253_402_300_799;

    /// <summary>A day; null when it is none.</summary>
    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Where a day begins.</summary>
    public static DateTimeOffset Begin(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>Where a day ends; the last of all days ends with the last moment.</summary>
    public static DateTimeOffset End(DateOnly day) => day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : Begin(day.AddDays(1));

    /// <summary>A moment; null when it is none.</summary>
    public static DateTimeOffset? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var seconds) && seconds is >= 0 and <= LatestSecond =>
            DateTimeOffset.UnixEpoch.AddSeconds(seconds),
        JsonValueKind.String => Of(value.GetString()!),
        _ => null,
    };

    private static DateTimeOffset? Of(string text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;
}
