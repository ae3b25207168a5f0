using System.Text.Json;
using System.Text.Json.Serialization;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Changing;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Feedback;

/// <summary>What a person thinks of a memory. It is kept in the memory's metadata, so that it goes with it.</summary>
internal static class FeedbackEndpoint
{
    public const string MetadataKey = "mem0_feedback";

    private static readonly string[] Known = ["POSITIVE", "NEGATIVE", "VERY_NEGATIVE"];

    public static void MapFeedback(this IEndpointRouteBuilder wire) => wire.MapPost("/v1/feedback", GiveAsync).Require(Permissions.Write);

    private static async Task<IResult> GiveAsync(HttpContext context, Caller caller, MemoryChanges memories, IChatMemoryHost host)
    {
        var request = await Mem0Body.ReadAsync(context, Mem0Json.Wire.FeedbackRequest);
        if (request.Feedback is { } feedback && !Known.Contains(feedback, StringComparer.Ordinal))
            throw new Mem0RequestException($"feedback must be one of {string.Join(", ", Known)} or null.");
        var (owner, memory) = await memories.GetAsync(caller, request.MemoryId ?? throw new Mem0RequestException("memory_id is required."), context.RequestAborted);

        var answer = new FeedbackAnswer(memory.Id.ToString(), request.Feedback, request.FeedbackReason);
        var metadata = (memory.Metadata ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal)).Where(tag => tag.Key != MetadataKey).ToDictionary(StringComparer.Ordinal);
        if ((request.Feedback ?? request.FeedbackReason) is not null)
            metadata[MetadataKey] = JsonSerializer.SerializeToElement(answer, Mem0Json.Wire.FeedbackAnswer);
        var outcome = await host.User(owner).UpdateAsync(new(memory.Id, Metadata: metadata), context.RequestAborted);
        return outcome.Status switch
        {
            UpdateStatus.Updated => TypedResults.Json(answer, Mem0Json.Wire.FeedbackAnswer),
            UpdateStatus.Immutable => new Mem0Error(StatusCodes.Status409Conflict, "The memory is immutable."),
            _ => Mem0Error.NotFound("Memory not found!"),
        };
    }
}

/// <summary>Gives feedback; without any it is taken back.</summary>
internal sealed record FeedbackRequest(string? MemoryId = null, string? Feedback = null, string? FeedbackReason = null);

/// <summary>The feedback as it is kept.</summary>
/// <param name="Id">The memory's id: a memory has one feedback.</param>
/// <param name="Feedback">What was thought.</param>
/// <param name="FeedbackReason">Why.</param>
internal sealed record FeedbackAnswer(
    string Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Feedback,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? FeedbackReason);
