using ChatMemory.Values;

namespace ChatMemory.Cluster.Client;

/// <summary>A stored value somewhere in the cluster. Its calls outlive the node that answers them.</summary>
internal sealed class ClusterStoredValue(IStoredValue grain, PatientCalls calls) : IStoredValue
{
    public Task<StoredValue?> GetAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.GetAsync(cancellationToken), cancellationToken);

    // Under a condition a repeated call could meet its own first try, so it is left to the caller.
    public Task<WriteOutcome> SetAsync(SetValue command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.IfVersion is null && !command.IfAbsent
            ? calls.CallAsync(() => grain.SetAsync(command, cancellationToken), cancellationToken)
            : calls.CallOnceAsync(() => grain.SetAsync(command, cancellationToken), cancellationToken);
    }

    // A duplicate of a key that only this call knows is this call's own first try.
    public async Task<WriteOutcome> AppendAsync(AppendToValue command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.IdempotencyKey is not null)
            return await calls.CallAsync(() => grain.AppendAsync(command, cancellationToken), cancellationToken);
        var repeatable = command with { IdempotencyKey = calls.NewKey() };
        return await calls.CallAsync(() => grain.AppendAsync(repeatable, cancellationToken), cancellationToken) with { Duplicate = false };
    }

    public Task<WriteOutcome> DeleteAsync(DeleteValue command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.IfVersion is null
            ? calls.CallAsync(() => grain.DeleteAsync(command, cancellationToken), cancellationToken)
            : calls.CallOnceAsync(() => grain.DeleteAsync(command, cancellationToken), cancellationToken);
    }
}
