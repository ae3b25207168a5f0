using System.Collections.Concurrent;
using System.Text.Json;

namespace ChatMemory.Chaos.History;

/// <summary>Where clients write down what they know. Safe for concurrent use; each client's entries stay in order.</summary>
internal sealed class Recorder
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    private readonly ConcurrentQueue<Entry> _entries = new();
    private int _followers;

    public IReadOnlyCollection<Entry> Entries => _entries;

    public void Add(Entry entry) => _entries.Enqueue(entry);

    public int NewFollower() => Interlocked.Increment(ref _followers);

    /// <summary>One JSON object a line: first the history, then what the server had at the end.</summary>
    public async Task SaveAsync(string file, FinalState state)
    {
        await using var writer = new StreamWriter(file);
        foreach (var entry in _entries)
            await writer.WriteLineAsync(JsonSerializer.Serialize(entry, Json));
        foreach (var exchange in state.Exchanges)
            await writer.WriteLineAsync(JsonSerializer.Serialize(exchange, Json));
        foreach (var memory in state.Memories)
            await writer.WriteLineAsync(JsonSerializer.Serialize(memory, Json));
    }
}
