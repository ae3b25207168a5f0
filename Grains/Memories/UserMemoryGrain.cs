using System.Runtime.CompilerServices;
using ChatMemory.Cluster.Wire;
using ChatMemory.InProcess;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Serialization.Invocation;

namespace ChatMemory.Cluster.Memories;

/// <summary>A user's memory where the cluster has placed it. The actor has the rules; the grain gives it its turns.</summary>
// Random placement spreads users evenly; the default would put all of them on the node that started last.
[RandomPlacement, GrainType("user"), MayInterleave(nameof(MayInterleave))]
internal sealed class UserMemoryGrain(IUserMemoryFactory users) : Grain, IUserMemoryGrain
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private IUserMemory _memory = null!;

    /// <summary>The calls that only read; they run between the steps of the others.</summary>
    public static bool MayInterleave(IInvokable call) => call.GetMethodName() is
        nameof(RecallAsync) or nameof(GetAsync) or nameof(ListAsync) or nameof(HistoryAsync) or nameof(IndexedAsync)
        or nameof(ReindexAsync);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _memory = users.Create(UserKey.Parse(this.GetPrimaryKeyString()));
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_memory is IResident resident)
            await resident.StopAsync(TimeSpan.Zero).WaitAsync(cancellationToken);
        if (_memory is IAsyncDisposable owner)
            await owner.DisposeAsync();
        else
            (_memory as IDisposable)?.Dispose();
    }

    public Task<AddOutcome> AddAsync(AddMemories command, CancellationToken cancellationToken) => _memory.AddAsync(command, cancellationToken);

    public Task<RecallResult> RecallAsync(RecallQuery query, CancellationToken cancellationToken) => _memory.RecallAsync(query, cancellationToken);

    public Task<Memory?> GetAsync(MemoryId id, CancellationToken cancellationToken) => _memory.GetAsync(id, cancellationToken);

    public Task<MemoryPage> ListAsync(MemoryQuery query, CancellationToken cancellationToken) => _memory.ListAsync(query, cancellationToken);

    public Task<UpdateOutcome> UpdateAsync(UpdateMemory command, CancellationToken cancellationToken) => _memory.UpdateAsync(command, cancellationToken);

    public Task<DeleteOutcome> DeleteAsync(DeleteMemories command, CancellationToken cancellationToken) => _memory.DeleteAsync(command, cancellationToken);

    public async Task<IReadOnlyList<MemoryChange>?> HistoryAsync(MemoryId id, CancellationToken cancellationToken) =>
        await _memory.HistoryAsync(id, cancellationToken) is { } changes ? WireList.Of(changes) : null;

    public Task<LearnOutcome> LearnAsync(LearnFromExchange command, CancellationToken cancellationToken) => _memory.LearnAsync(command, cancellationToken);

    public async IAsyncEnumerable<IReadOnlyList<MemoryFeedEvent>> FollowAsync(
        FeedPosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in _memory.FollowAsync(after, cancellationToken))
            yield return WireList.Of(batch);
    }

    public Task<bool> IndexedAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        _memory.IndexedAsync(patience < LongestWait ? patience : LongestWait, cancellationToken);

    public Task ReindexAsync(CancellationToken cancellationToken) => _memory.ReindexAsync(cancellationToken);

    public Task EraseAsync(CancellationToken cancellationToken) => _memory.EraseAsync(cancellationToken);
}
