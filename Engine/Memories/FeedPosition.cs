using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using ChatMemory.Serialization;

namespace ChatMemory.Memories;

/// <summary>A place in the feed of a user's changes: who follows from it misses none, and is told when the user was erased since.</summary>
/// <param name="Number">The number of the last change seen; 0 begins at the beginning.</param>
/// <param name="Epoch">
/// The epoch of the journal that the number is of. Null when nothing is known of it: then only a number beyond the newest tells of an erasure.
/// </param>
[JsonConverter(typeof(ParsableJsonConverter<FeedPosition>))]
[StructLayout(LayoutKind.Auto)]
public readonly record struct FeedPosition(long Number, long? Epoch = null) : IParsable<FeedPosition>
{
    private const char Dash = '-';

    /// <inheritdoc/>
    public static FeedPosition Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var position) ? position : throw new FormatException("Not a position in a feed.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out FeedPosition result)
    {
        result = default;
        var dash = s?.IndexOf(Dash, StringComparison.Ordinal) ?? -1;
        if (!TryRead(s.AsSpan(dash + 1), out var number))
            return false;
        if (dash < 0)
            result = new(number);
        else if (TryRead(s.AsSpan(0, dash), out var epoch))
            result = new(number, epoch);
        else
            return false;
        return true;
    }

    /// <summary>The number, with its epoch and a dash before it when that is known: <c>12-7</c>.</summary>
    public override string ToString() => Epoch is { } epoch
        ? string.Create(CultureInfo.InvariantCulture, $"{epoch}{Dash}{Number}")
        : Number.ToString(CultureInfo.InvariantCulture);

    private static bool TryRead(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
