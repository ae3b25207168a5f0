using System.Runtime.InteropServices;
using ChatMemory.Journals.Writing;
using Microsoft.Data.Sqlite;

namespace ChatMemory.Journals.Sqlite;

/// <summary>The one connection that writes to the file. Everything in it completes before it returns.</summary>
internal sealed class SqliteWriter(Func<SqliteConnection> open) : IJournalWriter
{
    private SqliteCommands? _commands;
    private bool _synced = true;
    private bool _begun;

    public ValueTask<Dictionary<JournalKey, JournalRow>> BeginAsync(IReadOnlyCollection<JournalKey> keys, bool synced)
    {
        _commands ??= new(open());
        if (_synced != synced)
            _commands.Run(synced ? "pragma synchronous = full" : "pragma synchronous = normal");
        _synced = synced;
        _commands.Begin();
        _begun = true;
        return ValueTask.FromResult(keys.Select(_commands.Find).OfType<JournalRow>().ToDictionary(row => row.Key));
    }

    public ValueTask CommitAsync(JournalGroup group)
    {
        var commands = _commands!;
        foreach (var row in group.Created)
            row.Epoch = commands.InsertJournal(row);
        foreach (var (epoch, record) in group.Records)
            commands.InsertEntry(epoch, record.Sequence, record.Payload);
        foreach (var (place, payload) in group.Redactions)
            Redact(place.Epoch, place.Sequence, payload);
        foreach (var (epoch, sequence) in group.Trims)
            commands.BlankEntriesTo(epoch, sequence);
        foreach (var row in group.Changed)
            commands.UpdateJournal(row);
        foreach (var (epoch, snapshot) in group.Snapshots)
            Replace(epoch, snapshot);
        StoreVectors(group);
        foreach (var row in group.Deleted)
            commands.Delete(row.Epoch);
        commands.Commit();
        _begun = false;
        return ValueTask.CompletedTask;
    }

    public ValueTask RollbackAsync()
    {
        try
        {
            if (_begun)
                _commands?.Rollback();
        }
        catch (SqliteException)
        {
            Drop();
        }

        _begun = false;
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> ScrubAsync()
    {
        try
        {
            _commands ??= new(open());
            return ValueTask.FromResult(_commands.TruncateLog());
        }
        catch (SqliteException)
        {
            Drop();
            return ValueTask.FromResult(false);
        }
    }

    public ValueTask DisposeAsync()
    {
        Drop();
        return ValueTask.CompletedTask;
    }

    private void Redact(long epoch, long sequence, ReadOnlyMemory<byte> payload)
    {
        if (_commands!.BlankEntry(epoch, sequence))
            _commands.InsertEntry(epoch, sequence, payload);
    }

    private void Replace(long epoch, JournalSnapshot? snapshot)
    {
        _commands!.BlankSnapshot(epoch);
        if (snapshot is not null)
            _commands.InsertSnapshot(epoch, snapshot);
    }

    private void StoreVectors(JournalGroup group)
    {
        foreach (var (epoch, memory) in group.ForgottenVectors)
            _commands!.BlankVectors(epoch, memory);
        foreach (var (epoch, model, memory) in group.ForgottenOfModel)
            _commands!.BlankVector(epoch, model, memory);
        foreach (var ((epoch, model, _), vector) in group.Vectors)
        {
            // A newer version that is stored already stays.
            if (_commands!.HasNewerVector(epoch, model, vector))
                continue;
            _commands.BlankVector(epoch, model, vector.Memory);
            _commands.InsertVector(epoch, model, vector, MemoryMarshal.AsBytes(vector.Values.Span).ToArray());
        }
    }

    private void Drop()
    {
        _commands?.Dispose();
        _commands = null;
        _synced = true;
        _begun = false;
    }
}
