using System.Globalization;

namespace ChatMemory.Api.Quotas;

/// <summary>Says how much of a quota is left, as the IETF's draft of RateLimit header fields does.</summary>
internal static class QuotaHeaders
{
    private const int WindowSeconds = 60;

    public static void Write(QuotaLevel level, IHeaderDictionary headers)
    {
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{level.Whose}\";q={level.Limit};w={WindowSeconds}");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{level.Whose}\";r={level.Remaining};t={Seconds(level.RetryAfter ?? level.Reset)}");
    }

    /// <summary>Whole seconds, rounded up: whoever waits so long is not too early.</summary>
    public static long Seconds(TimeSpan span) => (long)Math.Ceiling(span.TotalSeconds);
}
