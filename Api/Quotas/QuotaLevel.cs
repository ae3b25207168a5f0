namespace ChatMemory.Api.Quotas;

/// <summary>How much of a quota is left.</summary>
/// <param name="Whose"><c>tenant</c> or <c>user</c>.</param>
/// <param name="Limit">How many requests a minute there may be.</param>
/// <param name="Remaining">How many more there may be right now.</param>
/// <param name="Reset">When all of them may be there again, if none comes meanwhile.</param>
/// <param name="RetryAfter">When the next may come; null when this one may.</param>
internal sealed record QuotaLevel(string Whose, int Limit, int Remaining, TimeSpan Reset, TimeSpan? RetryAfter);
