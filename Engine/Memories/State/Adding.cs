using System.Text.Json;
using ChatMemory.Extraction;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Memories;

/// <summary>Decides what a caller stores. Only the same words count as the same; a slot has one answer here as well.</summary>
internal static class Adding
{
    public static readonly Provenance ByCaller = new("api", ChatRole.User);

    public static Decision<AddOutcome> Decide(UserMemory state, AddMemories command, DateTimeOffset now, IIdSource ids)
    {
        var key = command.IdempotencyKey is { } given ? UsedKeys.NameOf(given) : null;
        if (key is not null && state.Outcome(key) is { } before)
            return new(new(before.Results, Token: 0), []);

        var draft = new MemoryDraft(state, now);
        var results = command.Memories.Select(statement => Add(draft, statement, now, ids)).ToList();
        if (key is not null)
            draft.Add(new MemoryEvent.KeyUsed(key, results));
        return new(new(results, Token: 0), draft.Events) { ForgetVectors = draft.Ended };
    }

    private static AddedMemory Add(MemoryDraft draft, NewMemory statement, DateTimeOffset now, IIdSource ids)
    {
        if (draft.WithSameWords(MemoryKeys.Exact(statement.Text, statement.Kind, statement.Scope, statement.Speaker)) is { } there)
            return new(there.Id, Created: false);

        var memory = Memory(statement, now, ids);
        if (statement.Slot is { } slot && statement.Kind != MemoryKind.Episode)
            Answer(draft, memory, slot);
        else
            draft.Add(memory);
        return new(memory.Id, Created: true);
    }

    private static void Answer(MemoryDraft draft, Memory memory, string slot)
    {
        var holders = draft.InSlot(MemoryKeys.Slot(slot, memory.Scope, memory.Speaker)).ToList();
        var verdict = Reconciliation.Against(AsCandidate(memory), holders);
        draft.Add(verdict is Verdict.StoreEnded { By: var later } ? memory with { ValidUntil = later.SaidAt < memory.CreatedAt ? later.SaidAt : memory.CreatedAt, SupersededBy = later.Id } : memory);
        if (verdict is Verdict.Store store)
        {
            foreach (var holder in store.Supersedes)
                draft.End(holder, memory.SaidAt, memory.Provenance, memory.Id);
        }
    }

    private static Candidate AsCandidate(Memory memory) => new()
    {
        Text = memory.Text,
        Kind = memory.Kind,
        Provenance = memory.Provenance,
        Slot = memory.Slot,
        Authority = memory.Authority,
        SaidAt = memory.SaidAt,
    };

    private static Memory Memory(NewMemory statement, DateTimeOffset now, IIdSource ids) => new()
    {
        Id = new(ids.Next()),
        Text = statement.Text,
        Kind = statement.Kind,
        Scope = statement.Scope,
        Provenance = statement.Provenance ?? ByCaller,
        Slot = statement.Slot,
        Metadata = Kept(statement.Metadata),
        Categories = [.. statement.Categories],
        Speaker = statement.Speaker,
        SaidAt = statement.SaidAt ?? now,
        CreatedAt = now,
        UpdatedAt = now,
        ExpiresAt = statement.ExpiresAt,
        Immutable = statement.Immutable,
        Pinned = statement.Pinned,
    };

    /// <summary>A copy that outlives the document it was parsed from.</summary>
    public static IReadOnlyDictionary<string, JsonElement>? Kept(IReadOnlyDictionary<string, JsonElement>? metadata) =>
        metadata?.ToDictionary(tag => tag.Key, tag => tag.Value.Clone(), StringComparer.Ordinal);
}
