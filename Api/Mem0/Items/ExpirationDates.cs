using System.Globalization;
using System.Text.Json;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Filters;

namespace ChatMemory.Api.Mem0.Items;

/// <summary>The days through which memories are visible.</summary>
internal static class ExpirationDates
{
    /// <summary>The last day on which a memory is visible that ends then.</summary>
    public static string Of(DateTimeOffset end) => end.UtcDateTime.AddTicks(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>When a memory with this expiration date ends; null when there is none.</summary>
    /// <exception cref="Mem0RequestException">It is no day.</exception>
    public static DateTimeOffset? End(JsonElement? date) => date switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text when Moments.Day(text.GetString()) is { } day => Moments.End(day),
        _ => throw new Mem0RequestException("expiration_date must be a date in the form YYYY-MM-DD."),
    };
}
