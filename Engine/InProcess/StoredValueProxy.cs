using ChatMemory.Keys;
using ChatMemory.Values;

namespace ChatMemory.InProcess;

/// <summary>Leads the calls of one stored value into its mailbox.</summary>
internal sealed class StoredValueProxy(ValueKey key, Residents<ValueKey, IStoredValue> values) : IStoredValue
{
    public Task<StoredValue?> GetAsync(CancellationToken cancellationToken = default) =>
        values.InterleaveAsync(key, it => it.GetAsync(cancellationToken));

    public Task<WriteOutcome> SetAsync(SetValue command, CancellationToken cancellationToken = default) =>
        values.CallAsync(key, it => it.SetAsync(command, cancellationToken), cancellationToken);

    public Task<WriteOutcome> AppendAsync(AppendToValue command, CancellationToken cancellationToken = default) =>
        values.CallAsync(key, it => it.AppendAsync(command, cancellationToken), cancellationToken);

    public Task<WriteOutcome> DeleteAsync(DeleteValue command, CancellationToken cancellationToken = default) =>
        values.CallAsync(key, it => it.DeleteAsync(command, cancellationToken), cancellationToken);
}
