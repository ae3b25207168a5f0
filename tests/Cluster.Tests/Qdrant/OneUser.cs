using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>A user's writer as its part in a shared index sees it: a state, and one thing at a time.</summary>
internal sealed class OneUser : ISharedRecallSource
{
    private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly Dictionary<MemoryId, Memory> _memories = [];
    private readonly UserKey _key = Given.Owner("ann").User;

    public OneUser(ISharedRecallIndex index, TimeProvider time, SharedRecallOptions options) =>
        Shared = new(_key, epoch: 1, index, this, options, time, NullLogger.Instance);

    public SharedRecall Shared { get; private set; }

    public int Count => _memories.Count;

    public long Written { get; private set; }

    public EmbeddingSpace? Space => Count == 0 ? null : Given.Space;

    public IEnumerable<Memory> All => _memories.Values;

    public IReadOnlyCollection<MemoryId> Ids => [.. _memories.Keys];

    public Memory? Find(MemoryId id) => _memories.GetValueOrDefault(id);

    public SharedPoint? Read(MemoryId id) => Find(id) is { } memory ? Given.Point(memory) : null;

    public Task<Memory> AddAsync(string text = "Likes tea.") => TurnAsync(() => Put(Given.Memory(text)));

    public Task ChangeAsync(Memory memory) => TurnAsync(() => Put(memory));

    public Task RemoveAsync(MemoryId id) => TurnAsync(() =>
    {
        _memories.Remove(id);
        Written++;
        Shared.Changed(id);
        Shared.Start();
        return id;
    });

    public Task<IReadOnlyCollection<MemoryId>?> ProposeAsync(int limit = 1, MemoryFilter? filter = null) => TurnAsync(() =>
        Shared.ProposeAsync(Given.Question("tea", limit, filter), Given.Start, TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Unwrap();

    public Task<bool> InStepAsync() => TurnAsync(() => Shared.InStepAsync(TestContext.Current.CancellationToken)).Unwrap();

    public Task EraseAsync() => TurnAsync(() => Shared.EraseAsync(TestContext.Current.CancellationToken)).Unwrap();

    /// <summary>Forgets what was known of the shared index, as another activation of the user does.</summary>
    public Task RestartAsync(ISharedRecallIndex index, TimeProvider time, SharedRecallOptions options) => TurnAsync(() =>
    {
        Shared.Dispose();
        Shared = new(_key, epoch: 1, index, this, options, time, NullLogger.Instance);
        Shared.Start();
        return true;
    });

    private Memory Put(Memory memory)
    {
        _memories[memory.Id] = memory;
        Written++;
        Shared.Changed(memory.Id);
        Shared.Start();
        return memory;
    }

    private Task<T> TurnAsync<T>(Func<T> call) => Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _turns);
}
