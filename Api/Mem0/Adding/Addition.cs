using System.Text.Json;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Filters;
using ChatMemory.Api.Mem0.Items;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;

namespace ChatMemory.Api.Mem0.Adding;

/// <summary>What a request asks to be remembered, read and found to be whole.</summary>
internal sealed record Addition
{
    private const string NothingNamed = "At least one of the filters: agent_id, user_id, app_id, run_id is required!";

    public required UserKey Owner { get; init; }

    public required MemoryScope Scope { get; init; }

    public required IReadOnlyList<ChatItem.Message> Messages { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    public DateTimeOffset? SaidAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public bool Immutable { get; init; }

    /// <summary>Whether facts are extracted; else the messages are stored word for word.</summary>
    public bool Infer { get; init; }

    /// <summary>A repeated request with the same key finds what the first one made.</summary>
    public string? IdempotencyKey { get; init; }

    public static Addition Of(AddRequest request, Caller caller, HttpContext context)
    {
        var names = EntityNames.Checked(request.UserId, request.AgentId, request.AppId, request.RunId);
        if (!names.Any && caller.User is null)
            throw new Mem0RequestException(NothingNamed);
        return new()
        {
            Owner = Owners.Of(caller, names.User),
            Scope = names.Scope,
            Messages = MessageReader.Read(request.Messages),
            Metadata = MemoryMetadata.Read(request.Metadata),
            SaidAt = Mem0Body.Part(request.Timestamp) is { } time
                ? Moments.Of(time) ?? throw new Mem0RequestException("timestamp must be seconds since 1970 or a time.")
                : null,
            ExpiresAt = ExpirationDates.End(Mem0Body.Part(request.ExpirationDate)),
            Immutable = request.Immutable == true,
            Infer = request.Infer != false,
            IdempotencyKey = KeyOf(context),
        };
    }

    private static string? KeyOf(HttpContext context) => context.Request.Headers["Idempotency-Key"].ToString() switch
    {
        "" => null,
        { Length: <= KeyText.MaxLength } key => key,
        _ => throw new Mem0RequestException($"Idempotency-Key must have 1 to {KeyText.MaxLength} characters."),
    };
}
