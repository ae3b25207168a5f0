using ChatMemory.Api.Problems;
using ChatMemory.Keys;
using ChatMemory.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace ChatMemory.Api.Sessions;

/// <summary>Asks for a page of the transcript.</summary>
/// <param name="Limit">How many exchanges at most, 1 to 200; default 50.</param>
/// <param name="Before">Only exchanges before this one, reading backwards.</param>
/// <param name="After">Only exchanges after this one, reading forwards; wins.</param>
internal sealed record TranscriptRequest(
    [property: FromQuery(Name = "limit")] int? Limit,
    [property: FromQuery(Name = "before")] string? Before,
    [property: FromQuery(Name = "after")] string? After) : IValidated
{
    private const int DefaultLimit = 50;

    public TranscriptQuery Query => new(Limit ?? DefaultLimit, IdOf(Before), IdOf(After));

    public void Validate(Errors errors)
    {
        errors.Range(Limit, 1, 200, "limit");
        errors.Require(Before is null || IdOf(Before) is not null, "before", "Must be the id of an exchange.");
        errors.Require(After is null || IdOf(After) is not null, "after", "Must be the id of an exchange.");
    }

    private static ExchangeId? IdOf(string? text) => ExchangeId.TryParse(text, null, out var id) ? id : null;
}
