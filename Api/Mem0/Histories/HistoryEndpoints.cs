using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Changing;
using ChatMemory.Api.Mem0.Events;
using ChatMemory.Api.Mem0.Items;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Histories;

/// <summary>What happened to a memory, oldest first. Of a deleted one nothing is kept.</summary>
internal static class HistoryEndpoints
{
    public static void MapHistories(this IEndpointRouteBuilder wire) => wire.MapGet("/v1/memories/{memory_id}/history", GetAsync).Require(Permissions.Read);

    public static async Task<IResult> GetAsync(HttpContext context, Caller caller, MemoryChanges memories, IChatMemoryHost host)
    {
        var (owner, memory) = await memories.GetAsync(caller, ChangeEndpoints.IdOf(context), context.RequestAborted);
        var changes = await host.User(owner).HistoryAsync(memory.Id, context.RequestAborted) ?? [];
        var items = new List<HistoryItem>();
        foreach (var change in changes)
            items.Add(Item(owner, memory, change, await InputOfAsync(host, owner, change.Cause, context.RequestAborted)));
        return TypedResults.Json(items, Mem0Json.Wire.ListHistoryItem);
    }

    public static string EventOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "ADD",
        ChangeKind.Updated => "UPDATE",
        _ => "DELETE",
    };

    private static HistoryItem Item(UserKey owner, Memory memory, MemoryChange change, IReadOnlyList<SpokenMessage> input)
    {
        var shown = MemoryItem.Of(owner, memory, change.At);
        return new()
        {
            Id = IdOf(memory.Id, change.Number),
            MemoryId = shown.Id,
            Input = input,
            OldMemory = change.OldText,
            NewMemory = change.NewText,
            UserId = shown.UserId,
            AgentId = shown.AgentId,
            AppId = shown.AppId,
            SessionId = shown.SessionId,
            Categories = shown.Categories,
            Event = EventOf(change.Kind),
            Metadata = shown.Metadata,
            CreatedAt = change.At,
            UpdatedAt = change.At,
        };
    }

    // The number of the record is what tells changes apart.
    private static string IdOf(MemoryId memory, long number) =>
        EpochUuid.Of(memory.Epoch ?? 0, new Guid(0, 0, 0, [0x80, 0, .. BitConverter.GetBytes(number).Take(6).Reverse()])).ToString("D");

    private static async Task<IReadOnlyList<SpokenMessage>> InputOfAsync(IChatMemoryHost host, UserKey owner, Provenance cause, CancellationToken cancellationToken) =>
        cause is { Session: { } session, Exchange: { } id } && await host.Session(new(owner, session)).FindExchangeAsync(id, cancellationToken) is { } exchange
            ? MemoryEvents.MessagesOf(exchange)
            : [];
}
