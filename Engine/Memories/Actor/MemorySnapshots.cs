using ChatMemory.Journals;
using ChatMemory.Keys;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Memories;

/// <summary>
/// Writes a snapshot whenever the records since the last one are as large as it was: replay stays short, and what snapshots cost in
/// all stays in proportion to what was appended, however long the history is.
/// </summary>
internal sealed partial class MemorySnapshots(UserKey owner, IJournalStore journals, MemoryOptions options, ILogger logger)
{
    private long _sinceLast;
    private long _lastSize;
    private bool _writing;

    public void Restored(long size) => (_lastSize, _sinceLast) = (size, 0);

    public void Replayed(long bytes) => _sinceLast += bytes;

    public void Forget() => (_lastSize, _sinceLast) = (0, 0);

    public void Appended(long bytes, UserMemory state, long epoch)
    {
        _sinceLast += bytes;
        if (!_writing && _sinceLast >= Math.Max(options.SnapshotBytes, _lastSize))
            _ = WriteAsync(state.Snapshot(), state.Sequence, epoch);
    }

    private async Task WriteAsync(MemorySnapshot snapshot, long sequence, long epoch)
    {
        (_writing, _sinceLast) = (true, 0);
        try
        {
            var payload = await Task.Run(() => MemoryJournalJson.Write(snapshot));
            _lastSize = payload.Length;
            await journals.WriteSnapshotAsync(JournalKey.Of(owner), epoch, new(sequence, MemorySnapshot.Format, payload));
        }
        catch (ChatMemoryException exception)
        {
            LogNotWritten(logger, exception);
        }
        finally
        {
            _writing = false;
        }
    }

    [LoggerMessage(2111, LogLevel.Warning, "A snapshot could not be written; the next one will be tried when as much has been appended again.")]
    private static partial void LogNotWritten(ILogger logger, Exception exception);
}
