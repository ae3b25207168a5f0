using ChatMemory.Memories;
using ChatMemory.Models.Offline;
using ChatMemory.Sessions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ChatMemory.Recall;

/// <summary>
/// Searches a few made-up memories before the server listens. The runtime compiles code at its first use, which would cost the
/// first question of a new process more than its whole time budget, and so its memories.
/// </summary>
internal sealed class RecallWarmUp(IOptions<RecallOptions> options, TimeProvider time) : IHostedLifecycleService
{
    private const int Rounds = 3;

    private static readonly string[] Sayings = ["I live by the sea since last May.", "My sister Anna likes tea.", "We met on 3 June 2024 for lunch."];

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        using var embeddings = new HashedEmbeddingGenerator();
        var vectors = await embeddings.GenerateAsync(Sayings, cancellationToken: cancellationToken);
        var index = new RecallIndex(options.Value);
        for (var i = 0; i < Sayings.Length; i++)
        {
            var memory = Remembered(i);
            index.Put(memory);
            index.SetVector(memory.Id, memory.Version, vectors[i].Vector.Span);
        }

        for (var round = 0; round < Rounds; round++)
        {
            foreach (var vector in vectors)
            {
                var query = new RecallQuery { Text = "Where did Anna live last year, and since when?", MaxTokens = 100 };
                var found = index.View().Search(query, vector.Vector, time.GetUtcNow(), asOf: 0, CancellationToken.None);
                MemoryBlock.Format(found.Memories);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Memory Remembered(int number) => new()
    {
        Id = new(new Guid(number + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])),
        Text = Sayings[number],
        Kind = MemoryKind.Episode,
        Provenance = new("warm-up", ChatRole.User),
        SaidAt = time.GetUtcNow(),
        CreatedAt = time.GetUtcNow(),
        UpdatedAt = time.GetUtcNow(),
    };
}
