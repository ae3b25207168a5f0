using System.Text.Json;
using ChatMemory.Api.Problems;
using ChatMemory.Values;
using Microsoft.AspNetCore.Mvc;

namespace ChatMemory.Api.Values;

/// <summary>Asks for a page of keys.</summary>
/// <param name="Pattern">Which keys: <c>*</c> stands for any characters, <c>?</c> for one, <c>\</c> takes the next for itself; default all.</param>
/// <param name="Limit">How many at most, 1 to 1,000; default 100.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
internal sealed record ValuePageRequest(
    [property: FromQuery(Name = "pattern")] string? Pattern,
    [property: FromQuery(Name = "limit")] int? Limit,
    [property: FromQuery(Name = "after")] string? After) : IValidated
{
    public const int DefaultLimit = 100;

    public void Validate(Errors errors)
    {
        errors.Length(Pattern, ValueDirectory.MaxPatternLength, "pattern");
        errors.Range(Limit, 1, 1_000, "limit");
        errors.Id(After, "after");
    }
}

/// <summary>How long a value lives.</summary>
/// <param name="TtlSeconds">After so many seconds it expires, 0.001 to 315,360,000; without it never.</param>
internal sealed record ValueLife([property: FromQuery(Name = "ttl_seconds")] double? TtlSeconds) : IValidated
{
    private const double Shortest = 0.001;
    private const double Longest = 315_360_000;

    public TimeSpan? TimeToLive => Of(TtlSeconds);

    public static TimeSpan? Of(double? seconds) => seconds is { } given ? TimeSpan.FromSeconds(given) : null;

    public static void Check(double? seconds, Errors errors) => errors.Range(seconds, Shortest, Longest, "ttl_seconds");

    public void Validate(Errors errors) => Check(TtlSeconds, errors);
}

/// <summary>Adds to a list.</summary>
internal sealed record AppendRequest : IValidated
{
    private const int MaxItems = 1_000;

    /// <summary>What to add, 1 to 1,000 items of any JSON.</summary>
    public required IReadOnlyList<JsonElement> Items { get; init; }

    /// <summary>After so many seconds the whole list expires, 0.001 to 315,360,000; without it that stays as it is.</summary>
    public double? TtlSeconds { get; init; }

    /// <summary>A repeated request with the same key adds nothing. The header <c>Idempotency-Key</c> does the same.</summary>
    public string? IdempotencyKey { get; init; }

    public void Validate(Errors errors)
    {
        errors.Count(Items, 1, MaxItems, "items");
        ValueLife.Check(TtlSeconds, errors);
        errors.Length(IdempotencyKey, AppendToValue.MaxKeyLength, "idempotency_key");
    }

    internal TimeSpan? TimeToLive => ValueLife.Of(TtlSeconds);
}
