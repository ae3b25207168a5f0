namespace ChatMemory.Memories;

/// <summary>Decides a caller's change of one memory.</summary>
internal static class Updating
{
    public static Decision<UpdateOutcome> Decide(UserMemory state, UpdateMemory command, DateTimeOffset now)
    {
        var memory = state.Find(command.Id);
        if (Refusal(memory, command) is { } refusal)
            return new(new(refusal, memory, Token: 0), []);

        var changed = Changed(memory!, command);
        return changed == memory
            ? new(new(UpdateStatus.Updated, memory, Token: 0), [])
            : Recorded(changed with { UpdatedAt = now }, memory!);
    }

    private static UpdateStatus? Refusal(Memory? memory, UpdateMemory command) => memory switch
    {
        null => UpdateStatus.NotFound,
        { Immutable: true } => UpdateStatus.Immutable,
        _ when command.ExpectedVersion is { } expected && expected != memory.Version => UpdateStatus.VersionConflict,
        _ => null,
    };

    private static Memory Changed(Memory memory, UpdateMemory command) => memory with
    {
        Text = command.Text ?? memory.Text,
        Version = command.Text is { } text && text != memory.Text ? memory.Version + 1 : memory.Version,
        Authority = command.Text is null ? memory.Authority : Authority.Confirmed,
        Metadata = command.Metadata is null ? memory.Metadata : Adding.Kept(command.Metadata),
        Kind = command.Kind ?? memory.Kind,
        Categories = command.Categories is null ? memory.Categories : [.. command.Categories],
        ExpiresAt = command.ClearExpiry ? null : command.ExpiresAt ?? memory.ExpiresAt,
        Pinned = command.Pinned ?? memory.Pinned,
        SaidAt = command.SaidAt ?? memory.SaidAt,
    };

    private static Decision<UpdateOutcome> Recorded(Memory changed, Memory before) =>
        new(new(UpdateStatus.Updated, changed, Token: 0), [new MemoryEvent.Updated(changed, before.Text, Adding.ByCaller)])
        {
            ForgetVectors = changed.Version == before.Version ? [] : [changed.Id],
        };
}
