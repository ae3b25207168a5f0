using ChatMemory.Api.Problems;
using Microsoft.AspNetCore.Mvc;

namespace ChatMemory.Api.Sessions;

/// <summary>Asks for a page of a list.</summary>
/// <param name="Limit">How many at most, 1 to 1,000; default 50.</param>
/// <param name="Cursor">The <c>next</c> of the page before.</param>
internal sealed record PageRequest([property: FromQuery(Name = "limit")] int? Limit, [property: FromQuery(Name = "cursor")] string? Cursor) : IValidated
{
    public const int DefaultLimit = 50;

    private const int MaxCursorLength = 1_024;

    public void Validate(Errors errors)
    {
        errors.Range(Limit, 1, 1_000, "limit");
        errors.Length(Cursor, MaxCursorLength, "cursor");
    }
}
