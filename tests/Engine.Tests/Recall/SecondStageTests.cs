using ChatMemory.InProcess;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Models.Embeddings;
using ChatMemory.Models.Offline;
using ChatMemory.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatMemory.Recall;

public sealed class SecondStageTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recall_WithAReranker_TakesItsOrderAndScores()
    {
        var found = await RecallAsync(new Reranker((memories, _) => Task.FromResult<IReadOnlyList<float>>([.. memories.Select(LikesPears)])));

        Assert.Equal("I bought pears", found.Memories[0].Memory.Text);
        Assert.Equal(0.9f, found.Memories[0].Score);
        Assert.Single(found.Memories);
    }

    [Fact]
    public async Task Recall_WithAFailingReranker_KeepsTheFirstOrder()
    {
        var found = await RecallAsync(new Reranker((_, _) => Task.FromException<IReadOnlyList<float>>(new InvalidOperationException("no"))));

        Assert.Equal(["I bought apples"], found.Memories.Select(memory => memory.Memory.Text));
    }

    [Fact]
    public async Task Recall_WithTooFewScores_KeepsTheFirstOrder()
    {
        var found = await RecallAsync(new Reranker((_, _) => Task.FromResult<IReadOnlyList<float>>([1])));

        Assert.Equal(["I bought apples"], found.Memories.Select(memory => memory.Memory.Text));
    }

    [Fact]
    public async Task Recall_WithALateReranker_KeepsTheFirstOrderWhenTheBudgetEnds()
    {
        var asked = new TaskCompletionSource();
        var recall = RecallAsync(new Reranker((_, _) =>
        {
            asked.SetResult();
            return new TaskCompletionSource<IReadOnlyList<float>>().Task;
        }));
        await asked.Task.WaitAsync(Cancellation);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["I bought apples"], (await recall).Memories.Select(memory => memory.Memory.Text));
    }

    private static float LikesPears(RecalledMemory memory) => memory.Memory.Text.Contains("pears", StringComparison.Ordinal) ? 0.9f : 0.1f;

    private async Task<RecallResult> RecallAsync(IReranker reranker)
    {
        var factory = new UserMemoryFactory(
            new InMemoryJournalStore(_time), new FixedEmbeddingModel(new HashedEmbeddingGenerator()), Options.Create(new MemoryOptions()), Options.Create(new RecallOptions()),
            _time, new SequentialIds(), NullLogger<UserMemoryActor>.Instance, reranker: reranker);
        var user = new TurnHost(factory.Create(new(TenantId.Parse("t"), UserId.Parse("u"))));
        await user.AddAsync(new([new() { Text = "I bought apples" }, new() { Text = "I bought pears" }]), Cancellation);
        await user.IndexedAsync(TimeSpan.FromSeconds(10), Cancellation);
        return await user.RecallAsync(new() { Text = "Did I buy apples?", Limit = 1, MinScore = 0.001f, Budget = TimeSpan.FromSeconds(1) }, Cancellation);
    }

    private sealed class Reranker(Func<IReadOnlyList<RecalledMemory>, CancellationToken, Task<IReadOnlyList<float>>> score) : IReranker
    {
        public async ValueTask<IReadOnlyList<float>> ScoreAsync(string question, IReadOnlyList<RecalledMemory> memories, CancellationToken cancellationToken) =>
            await score(memories, cancellationToken);
    }
}
