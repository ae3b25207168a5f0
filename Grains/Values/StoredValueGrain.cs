using ChatMemory.InProcess;
using ChatMemory.Keys;
using ChatMemory.Values;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Serialization.Invocation;

namespace ChatMemory.Cluster.Values;

/// <summary>A stored value's writer where the cluster has placed it. The writer has the rules; the grain gives it its turns.</summary>
// Random placement spreads values evenly; the default would put all of them on the node that started last.
[RandomPlacement, GrainType("value"), MayInterleave(nameof(MayInterleave))]
internal sealed class StoredValueGrain(IStoredValueFactory values) : Grain, IStoredValueGrain
{
    private IStoredValue _value = null!;

    /// <summary>Reading runs between the steps of the writes.</summary>
    public static bool MayInterleave(IInvokable call) => call.GetMethodName() is nameof(GetAsync);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _value = values.Create(ValueKey.Parse(this.GetPrimaryKeyString()));
        return Task.CompletedTask;
    }

    public Task<StoredValue?> GetAsync(CancellationToken cancellationToken) => _value.GetAsync(cancellationToken);

    public Task<WriteOutcome> SetAsync(SetValue command, CancellationToken cancellationToken) => _value.SetAsync(command, cancellationToken);

    public Task<WriteOutcome> AppendAsync(AppendToValue command, CancellationToken cancellationToken) => _value.AppendAsync(command, cancellationToken);

    public Task<WriteOutcome> DeleteAsync(DeleteValue command, CancellationToken cancellationToken) => _value.DeleteAsync(command, cancellationToken);
}
