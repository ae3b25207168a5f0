using ChatMemory.Api.Problems;
using ChatMemory.Memories;
using Microsoft.AspNetCore.Mvc;

namespace ChatMemory.Api.Memories;

/// <summary>From where a client goes on in the feed of a user's memories.</summary>
/// <param name="StartingAfter">The id of the last event seen, or a list's <c>feed_position</c>; 0 begins at the beginning.</param>
/// <param name="LastEventId">The same as browsers send it when they reconnect; wins, because it is newer than the address.</param>
internal sealed record ResumeFeed(
    [property: FromQuery(Name = "starting_after")] string? StartingAfter,
    [property: FromHeader(Name = "Last-Event-ID")] string? LastEventId) : IValidated
{
    public FeedPosition Position => Parse(LastEventId) ?? Parse(StartingAfter) ?? default;

    public void Validate(Errors errors)
    {
        errors.Require(string.IsNullOrEmpty(StartingAfter) || Parse(StartingAfter) is not null, "starting_after", "Must be the id of an event.");
        errors.Require(string.IsNullOrEmpty(LastEventId) || Parse(LastEventId) is not null, "Last-Event-ID", "Must be the id of an event.");
    }

    private static FeedPosition? Parse(string? text) => FeedPosition.TryParse(text, provider: null, out var position) ? position : null;
}
