using Microsoft.Extensions.AI;

namespace ChatMemory.Models.Embeddings;

/// <summary>One text that a caller waits to have embedded.</summary>
/// <param name="text">The text.</param>
/// <param name="call">What the texts of one call have in common: they succeed or fail together.</param>
/// <param name="caller">Whether anyone still waits.</param>
internal sealed class EmbeddingWish(string text, object call, CancellationToken caller)
{
    private readonly TaskCompletionSource<Embedding<float>> _vector = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Text => text;

    public object Call => call;

    public Task<Embedding<float>> Vector => _vector.Task;

    public bool IsGivenUp => caller.IsCancellationRequested;

    public void Fulfil(Embedding<float> vector) => _vector.TrySetResult(vector);

    public void Fail(Exception reason) => _vector.TrySetException(reason);

    public void GiveUp() => _vector.TrySetCanceled(caller);
}
