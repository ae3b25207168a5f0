using ChatMemory.Api.Problems;
using ChatMemory.Keys;
using Microsoft.AspNetCore.Mvc;

namespace ChatMemory.Api.Usage;

/// <summary>What was asked of this server.</summary>
/// <param name="Requests">How many requests came.</param>
/// <param name="Refused">How many of them a quota refused.</param>
/// <param name="InputTokens">How many tokens models read for answers, as far as they say so; what learning takes is not counted.</param>
/// <param name="OutputTokens">How many tokens models wrote, counted likewise.</param>
internal sealed record UsageFigures(long Requests, long Refused, long InputTokens, long OutputTokens)
{
    public static UsageFigures Of(UsageCount count) => new(count.Requests, count.Refused, count.InputTokens, count.OutputTokens);
}

/// <summary>A user's usage.</summary>
/// <param name="User">The user.</param>
/// <param name="Usage">What was asked for the user.</param>
internal sealed record UserUsage(UserId User, UsageFigures Usage);

/// <summary>What all users of a tenant have stored, in the whole cluster.</summary>
/// <param name="Memories">How many memories there are, superseded and expired ones included; those of users whose memory no version that counts has written yet are missing.</param>
/// <param name="WrittenToday">How many memories callers stored or changed today (UTC).</param>
internal sealed record StoredUsage(long Memories, long WrittenToday);

/// <summary>A tenant's usage of this server on the current day (UTC).</summary>
/// <param name="Since">From when on it is counted: the day's begin, or the server's start.</param>
/// <param name="Tenant">All of it, requests that are for no user included.</param>
/// <param name="Stored">What it has stored.</param>
/// <param name="Users">Its users in the order of their ids.</param>
/// <param name="Others">Users beyond <c>ChatMemory:Quotas:TrackedUsers</c>, together.</param>
/// <param name="Next">Give it back as <c>after</c>; null when this is the last page.</param>
internal sealed record UsagePage(
    DateTimeOffset Since, UsageFigures Tenant, StoredUsage Stored, IReadOnlyList<UserUsage> Users, UsageFigures Others, UserId? Next = null);

/// <summary>What a user uses.</summary>
/// <param name="Since">From when on this server counts.</param>
/// <param name="Usage">What was asked of this server.</param>
/// <param name="Memories">How many memories are stored that hold now, in the whole cluster.</param>
internal sealed record OneUserUsage(DateTimeOffset Since, UsageFigures Usage, int Memories);

/// <summary>Asks for a page of usage.</summary>
/// <param name="Limit">How many users at most, 1 to 1,000; default 100.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
internal sealed record UsagePageRequest([property: FromQuery(Name = "limit")] int? Limit, [property: FromQuery(Name = "after")] string? After) : IValidated
{
    public const int DefaultLimit = 100;

    public void Validate(Errors errors)
    {
        errors.Range(Limit, 1, 1_000, "limit");
        errors.Id(After, "after");
    }
}
