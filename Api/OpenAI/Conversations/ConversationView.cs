using System.Text.Json;
using ChatMemory.Api.OpenAI.Responses;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Conversations;

/// <summary>A conversation as it is shown, and what a session keeps of it.</summary>
internal static class ConversationView
{
    private const string MetadataProperty = "openai.metadata";
    private const string OwnerProperty = "openai.given_to";
    private static readonly JsonElement NoMetadata = JsonElement.Parse("{}");

    /// <summary>What a session keeps.</summary>
    /// <param name="metadata">What its caller says of it.</param>
    /// <param name="owner">The user to whom it was given, when it was begun without one.</param>
    public static IReadOnlyDictionary<string, JsonElement> Describe(JsonElement? metadata, UserId? owner)
    {
        var kept = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [MetadataProperty] = metadata ?? NoMetadata };
        if (owner is { } user)
            kept.Add(OwnerProperty, Json.Value(json => json.WriteStringValue(user.Value)));
        return kept;
    }

    /// <summary>The same session, given to a user.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Give(SessionStatus session, UserId owner) => Describe(MetadataOf(session), owner);

    /// <summary>The user to whom it was given; null when to none.</summary>
    public static UserId? OwnerOf(SessionStatus session) =>
        session.Properties?.TryGetValue(OwnerProperty, out var owner) == true ? UserId.Parse(owner.GetString()!) : null;

    public static IResult Answer(SessionStatus session) => Json.Answer(json =>
    {
        json.WriteStartObject();
        json.WriteString("id"u8, new ConversationId(session.Epoch).ToString());
        json.WriteString("object"u8, "conversation"u8);
        json.WriteNumber("created_at"u8, session.CreatedAt.ToUnixTimeSeconds());
        json.WritePropertyName("metadata"u8);
        MetadataOf(session).WriteTo(json);
        json.WriteEndObject();
    });

    /// <summary>The conversation that a session belongs to.</summary>
    /// <exception cref="OpenAIRequestException">It is gone.</exception>
    public static async Task<IResult> AnswerAsync(FoundSession session, CancellationToken cancellationToken) =>
        Answer(await (session.Home ?? session).Chat.StatusAsync(cancellationToken) ?? throw SessionFinder.NotFound("conversation"));

    private static JsonElement MetadataOf(SessionStatus session) =>
        session.Properties?.TryGetValue(MetadataProperty, out var metadata) == true ? metadata : NoMetadata;
}
