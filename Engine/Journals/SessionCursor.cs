using System.Globalization;

namespace ChatMemory.Journals;

/// <summary>Where a page of sessions ended: a place in the order, so that a session that moves meanwhile loses no other.</summary>
internal static class SessionCursor
{
    public static string After(JournalHead head) =>
        string.Create(CultureInfo.InvariantCulture, $"{StoredTime.Write(head.UpdatedAt)}.{head.Epoch}");

    /// <summary>The place that a cursor names; null begins.</summary>
    /// <exception cref="FormatException">It did not come from <see cref="After"/>.</exception>
    public static (long Updated, long Epoch) Parse(string? cursor) =>
        cursor is null ? (long.MaxValue, long.MaxValue)
        : cursor.Split('.') is [var updated, var epoch] && TryRead(updated, out var at) && TryRead(epoch, out var id) ? (at, id)
        : throw new FormatException("Not the cursor of a page of sessions.");

    private static bool TryRead(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
