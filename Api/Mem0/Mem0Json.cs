using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ChatMemory.Api.Mem0.Adding;
using ChatMemory.Api.Mem0.Changing;
using ChatMemory.Api.Mem0.Entities;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Events;
using ChatMemory.Api.Mem0.Exports;
using ChatMemory.Api.Mem0.Feedback;
using ChatMemory.Api.Mem0.Finding;
using ChatMemory.Api.Mem0.Histories;
using ChatMemory.Api.Mem0.Items;
using ChatMemory.Api.Mem0.Listing;
using ChatMemory.Api.Mem0.Profiles;
using ChatMemory.Api.Mem0.Webhooks;
using ChatMemory.Serialization;

namespace ChatMemory.Api.Mem0;

/// <summary>The JSON of this wire. What a request has besides is ignored, as Mem0 ignores it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(AddRequest))]
[JsonSerializable(typeof(AddAnswer))]
[JsonSerializable(typeof(List<AddAnswer>))]
[JsonSerializable(typeof(List<StoredResult>))]
[JsonSerializable(typeof(LegacyAddAnswer))]
[JsonSerializable(typeof(ListRequest))]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(UpdateRequest))]
[JsonSerializable(typeof(MemoryItem))]
[JsonSerializable(typeof(Page<JsonObject>))]
[JsonSerializable(typeof(FoundAnswer))]
[JsonSerializable(typeof(MessageAnswer))]
[JsonSerializable(typeof(PingAnswer))]
[JsonSerializable(typeof(EventItem))]
[JsonSerializable(typeof(List<JsonObject>))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(List<HistoryItem>))]
[JsonSerializable(typeof(BatchRequest))]
[JsonSerializable(typeof(EntityPage))]
[JsonSerializable(typeof(List<EntityItem>))]
[JsonSerializable(typeof(StatsAnswer))]
[JsonSerializable(typeof(Page<EventItem>))]
[JsonSerializable(typeof(FeedbackRequest))]
[JsonSerializable(typeof(FeedbackAnswer))]
[JsonSerializable(typeof(ExportRequest))]
[JsonSerializable(typeof(KeptExport))]
[JsonSerializable(typeof(ExportAnswer))]
[JsonSerializable(typeof(ExportedMemories))]
[JsonSerializable(typeof(ProfileAnswer))]
[JsonSerializable(typeof(ProfileSettings))]
[JsonSerializable(typeof(WebhookList))]
[JsonSerializable(typeof(WebhookProgress))]
[JsonSerializable(typeof(WebhookMessage))]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(WebhookItem))]
[JsonSerializable(typeof(List<WebhookItem>))]
internal sealed partial class Mem0Json : JsonSerializerContext
{
    /// <summary>The one to use: letters beyond ASCII go out as they are.</summary>
    public static Mem0Json Wire => Relaxed.Instance;

    private static class Relaxed
    {
        public static Mem0Json Instance { get; } = new(new JsonSerializerOptions(Default.Options) { Encoder = EngineJson.Options.Encoder });
    }
}
