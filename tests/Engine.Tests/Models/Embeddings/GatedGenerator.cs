using System.Collections.Concurrent;
using ChatMemory.Support.StandIn;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.Embeddings;

/// <summary>A generator that answers each request when the test lets it.</summary>
internal sealed class GatedGenerator(bool isOpen = true) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly TaskCompletionSource _gate = isOpen ? Opened() : new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<IReadOnlyList<string>> Requests { get; } = new();

    /// <summary>Ends when the first request has arrived.</summary>
    public Task Asked => _asked.Task;

    /// <summary>A text that the model refuses.</summary>
    public string? Refused { get; init; }

    public void Open() => _gate.SetResult();

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        string[] texts = [.. values];
        Requests.Enqueue(texts);
        _asked.TrySetResult();
        await _gate.Task.WaitAsync(cancellationToken);
        if (Refused is not null && texts.Contains(Refused))
            throw new ChatMemory.Models.ModelException(ChatMemory.Models.ModelErrors.Rejected, "Refused.", isTransient: false);
        return new(texts.Select(text => new Embedding<float>(StandInEmbeddings.VectorOf(text))));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static TaskCompletionSource Opened()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }
}
