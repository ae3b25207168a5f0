using ChatMemory.Models;
using Microsoft.Extensions.AI;

namespace ChatMemory.Behaviour.Memories;

/// <summary>An embedding model whose vectors count words, and which fails or waits when a test says so.</summary>
public sealed class ScriptedEmbeddings(string model = "words", int dimensions = 64) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new("scripted", defaultModelId: model, defaultModelDimensions: dimensions);
    private TaskCompletionSource _called = new();
    private int _texts;

    /// <summary>Thrown instead of an answer.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Awaited before an answer.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <summary>Ends when the model is called the next time.</summary>
    public Task NextCall() => (_called = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>How many texts were embedded.</summary>
    public int Texts => _texts;

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        _called.TrySetResult();
        await Hold;
        if (Failure is { } failure)
            throw failure;
        var made = new GeneratedEmbeddings<Embedding<float>>(values.Select(text => new Embedding<float>(Of(text))));
        Interlocked.Add(ref _texts, made.Count);
        return made;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata : null;

    public void Dispose()
    {
    }

    /// <summary>A failure that another try may mend.</summary>
    public static ModelException Down() => new(ModelErrors.Unavailable, "Down.", isTransient: true);

    private float[] Of(string text)
    {
        var vector = new float[dimensions];
        foreach (var word in text.ToLowerInvariant().Split(' '))
            vector[word.Aggregate(model.Length + 2, (hash, c) => (hash * 31 + c) & 0xFFFF) % dimensions]++;
        return vector;
    }
}
