using System.Globalization;
using ChatMemory.Api.Problems;
using Microsoft.AspNetCore.Mvc;

namespace ChatMemory.Api.Streaming;

/// <summary>After which event a client goes on.</summary>
/// <param name="StartingAfter">The number of the last event seen; 0 begins at the beginning.</param>
/// <param name="LastEventId">The same as browsers send it when they reconnect; wins, because it is newer than the address.</param>
internal sealed record ResumeAfter(
    [property: FromQuery(Name = "starting_after")] string? StartingAfter,
    [property: FromHeader(Name = "Last-Event-ID")] string? LastEventId) : IValidated
{
    public long Number => Parse(LastEventId) ?? Parse(StartingAfter) ?? 0;

    public void Validate(Errors errors)
    {
        errors.Require(string.IsNullOrEmpty(StartingAfter) || Parse(StartingAfter) is not null, "starting_after", "Must be the number of an event.");
        errors.Require(string.IsNullOrEmpty(LastEventId) || Parse(LastEventId) is not null, "Last-Event-ID", "Must be the number of an event.");
    }

    private static long? Parse(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
