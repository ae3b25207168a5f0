using ChatMemory.Extraction;
using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>Decides what a completed exchange teaches, once for each exchange and part.</summary>
internal static class Learning
{
    public static Decision<LearnOutcome> Decide(UserMemory state, LearnFromExchange command, DateTimeOffset now, IIdSource ids)
    {
        if (state.HasLearned(command.Exchange, command.Part))
            return new(new(LearnStatus.AlreadyLearned, Changed: 0, Token: 0), []);

        var draft = new MemoryDraft(state, now);
        var echo = new EchoGuard(command.Recalled, state.Find);
        foreach (var candidate in Acceptable(command, echo))
            Learn(draft, candidate, now, ids);

        var changed = draft.Events.Count;
        draft.Add(new MemoryEvent.Learned(command.Exchange, command.Part, changed, now));
        return new(new(LearnStatus.Learned, changed, Token: 0), draft.Events) { ForgetVectors = draft.Ended };
    }

    private static IEnumerable<Candidate> Acceptable(LearnFromExchange command, EchoGuard echo) => command.Candidates
        .Where(candidate => CandidateRules.IsAcceptable(candidate, command))
        .Select(candidate => CandidateRules.Shaped(candidate, command))
        .Where(candidate => !echo.Drops(candidate));

    private static void Learn(MemoryDraft draft, Candidate candidate, DateTimeOffset now, IIdSource ids)
    {
        if (candidate.Kind == MemoryKind.Episode)
        {
            draft.Add(Memory(candidate, now, ids));
            return;
        }

        switch (Reconciliation.Judge(candidate, draft))
        {
            case Verdict.Store { Supersedes: var old }:
                Store(draft, Memory(candidate, now, ids) with { ValidFrom = old.Count > 0 ? candidate.SaidAt : null }, old);
                break;
            case Verdict.StoreEnded { By: var later }:
                draft.Add(Memory(candidate, now, ids) with { ValidUntil = later.SaidAt < now ? later.SaidAt : now, SupersededBy = later.Id });
                break;
            case Verdict.Retract { Ends: var ends }:
                foreach (var memory in ends)
                    draft.End(memory, candidate.SaidAt, candidate.Provenance, by: null);
                break;
        }
    }

    private static void Store(MemoryDraft draft, Memory memory, IReadOnlyList<Memory> supersedes)
    {
        draft.Add(memory);
        foreach (var old in supersedes)
            draft.End(old, memory.SaidAt, memory.Provenance, memory.Id);
    }

    private static Memory Memory(Candidate candidate, DateTimeOffset now, IIdSource ids) => new()
    {
        Id = new(ids.Next()),
        Text = candidate.Text,
        Kind = candidate.Kind,
        Scope = candidate.Scope,
        Provenance = candidate.Provenance,
        Authority = candidate.Authority,
        Slot = candidate.Slot,
        Metadata = Adding.Kept(candidate.Metadata),
        Categories = [.. candidate.Categories],
        Speaker = candidate.Speaker,
        SaidAt = candidate.SaidAt,
        CreatedAt = now,
        UpdatedAt = now,
        ExpiresAt = candidate.ExpiresAt,
        Immutable = candidate.Immutable,
    };
}
