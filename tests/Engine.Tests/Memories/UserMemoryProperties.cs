using System.Text;
using ChatMemory.Keys;
using FsCheck;
using FsCheck.Fluent;

namespace ChatMemory.Memories;

/// <summary>Random runs of commands, crashes, failing appends and competing activations. FsCheck prints the seed and the shrunk run.</summary>
public sealed class UserMemoryProperties
{
    private const int Runs = 150;
    private static readonly UserKey Ada = new(TenantId.Default, UserId.Parse("ada"));

    [Fact]
    public Task AfterAnyRun_ReplaySnapshotAndLiveStateAreTheSame() => CheckAsync(async run =>
    {
        var live = await run.StateAsync();
        var replayed = await run.ReplayAsync(live.Sequence);
        var restored = UserMemory.Restore(MemoryJournalJson.ReadSnapshot(MemoryJournalJson.Write(replayed.Snapshot()))!, replayed.Sequence);

        Assert.Equal(Form(live), Form(replayed));
        Assert.Equal(Form(replayed), Form(restored));
    });

    [Fact]
    public Task AfterAnyRun_EveryAcknowledgedMemoryIsThere_AndNoTextOfADeletedOneIsStored() => CheckAsync(async run =>
    {
        var state = await run.StateAsync();
        foreach (var (id, text) in run.Acknowledged)
            Assert.Equal(text, state.Find(id)?.Text);
        foreach (var id in run.Deleted)
            Assert.Null(state.Find(id));

        var stored = await run.StoredTextAsync();
        foreach (var id in run.Deleted)
        {
            Assert.DoesNotContain($"\"id\":\"{id}\"", stored, StringComparison.Ordinal);
            Assert.DoesNotContain($"\"type\":\"memory_superseded\",\"memory\":\"{id}\"", stored, StringComparison.Ordinal);
        }

        if (state.Count == 0)
            Assert.DoesNotContain("zq", stored, StringComparison.OrdinalIgnoreCase);
    });

    [Fact]
    public Task AfterAnyRun_EachExchangeTaughtOnce_AndNothingStatedTwiceHolds() => CheckAsync(async run =>
    {
        var state = await run.StateAsync();

        Assert.All(run.LearnedTwice, status => Assert.Equal(LearnStatus.AlreadyLearned, status));
        var facts = state.All.Where(memory => memory.ValidUntil is null && memory.Kind == MemoryKind.Fact && memory.Authority == Authority.Stated);
        Assert.All(facts.GroupBy(memory => Statement.Normalise(memory.Text)), same => Assert.Single(same));
    });

    [Fact]
    public Task AfterAnyRun_ChangesTellTheWholeStory_WithGrowingNumbers() => CheckAsync(async run =>
    {
        var state = await run.StateAsync();
        var texts = new Dictionary<MemoryId, string>();
        var last = 0L;
        await foreach (var change in run.ChangesAsync())
        {
            Assert.True(change.Number > last);
            last = change.Number;
            if (change.Kind == ChangeKind.Deleted)
                texts.Remove(change.Memory);
            else if (change.NewText is { } text)
                texts[change.Memory] = text;
        }

        Assert.Equal(state.All.ToDictionary(memory => memory.Id, memory => memory.Text), texts);
    });

    private static string Form(UserMemory state) => Encoding.UTF8.GetString(MemoryJournalJson.Write(state.Snapshot()));

    private static async Task CheckAsync(Func<RandomRun, Task> holds) =>
        await Task.Run(() => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Runs).WithEndSize(40),
            Prop.ForAll(RandomCommands.Runs(), steps => RunAsync(steps, holds).GetAwaiter().GetResult())));

    private static async Task<bool> RunAsync(Step[] steps, Func<RandomRun, Task> holds)
    {
        var run = new RandomRun(Ada);
        foreach (var step in steps)
            await run.TakeAsync(step);
        await holds(run);
        return true;
    }
}
