using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Support;

namespace ChatMemory.Values;

public sealed class StoredValueActorTests
{
    private static readonly ValueKey Key = new(TenantId.Default, NamespaceId.Parse("n"), ValueName.Parse("k"));

    private readonly ManualTime _time = new();
    private readonly InMemoryJournalStore _journals;

    public StoredValueActorTests() => _journals = new(_time);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_AfterLosingTheFence_ReadsWhatTheOtherWroteAndDecidesAgain()
    {
        var (one, other) = (Actor(), Actor());
        var first = await one.AppendAsync(new(["1"]), Cancelled);
        await other.AppendAsync(new(["2"]), Cancelled);

        var stale = await one.SetAsync(new("0", IfVersion: first.Version), Cancelled);
        await other.SetAsync(new("[3]"), Cancelled);
        var appended = await one.AppendAsync(new(["4"]), Cancelled);

        Assert.Equal(WriteStatus.Conflict, stale.Status);
        Assert.Equal(2, appended.Items);
        Assert.Equal("[3,4]", (await one.GetAsync(Cancelled))!.Json);
    }

    [Fact]
    public async Task Delete_ByAWriterThatIsBehind_DoesNotTakeANewerValue()
    {
        var (one, other) = (Actor(), Actor());
        var first = await one.SetAsync(new("1"), Cancelled);
        await other.SetAsync(new("2"), Cancelled);

        Assert.Equal(WriteStatus.Conflict, (await one.DeleteAsync(new(first.Version), Cancelled)).Status);
        Assert.Equal("2", (await one.GetAsync(Cancelled))!.Json);
    }

    [Fact]
    public async Task Write_AfterTheValueWasDeletedByAnother_MakesItAnew()
    {
        var (one, other) = (Actor(), Actor());
        await one.SetAsync(new("[1]"), Cancelled);
        await other.DeleteAsync(new(), Cancelled);

        await one.AppendAsync(new(["2"]), Cancelled);

        Assert.Equal("[2]", (await other.GetAsync(Cancelled))!.Json);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task Append_WhoseOutcomeWasLost_IsSafeToRepeatWithItsKey(bool tookPlace, int items)
    {
        var flaky = new FlakyJournalStore(_journals);
        var actor = Actor(flaky);
        await actor.AppendAsync(new(["1"]), Cancelled);
        flaky.FailsAfter = tookPlace;
        await Assert.ThrowsAsync<ChatMemoryException>(() => actor.AppendAsync(new(["2"], IdempotencyKey: "k"), Cancelled));
        flaky.FailsAfter = null;
        Assert.Equal(items, (await actor.GetAsync(Cancelled))!.Items);

        var again = await actor.AppendAsync(new(["2"], IdempotencyKey: "k"), Cancelled);

        Assert.Equal((tookPlace, 2), (again.Duplicate, again.Items));
        Assert.Equal("[1,2]", (await actor.GetAsync(Cancelled))!.Json);
    }

    [Fact]
    public async Task Append_ToALongList_StoresNoMoreThanItsItems()
    {
        var actor = Actor();
        await actor.SetAsync(new($"[{string.Join(',', Enumerable.Repeat("\"some text\"", 5_000))}]"), Cancelled);
        var before = _journals.BytesAppended;

        await actor.AppendAsync(new(["1"]), Cancelled);

        Assert.InRange(_journals.BytesAppended - before, 1, 200);
    }

    [Fact]
    public async Task Append_BeyondTheKeysRemembered_ForgetsTheOldest()
    {
        var actor = Actor();
        for (var i = 0; i <= RecentKeys.MaxKeys; i++)
            await actor.AppendAsync(new(["1"], IdempotencyKey: $"{i}"), Cancelled);

        Assert.True((await actor.AppendAsync(new(["1"], IdempotencyKey: "1"), Cancelled)).Duplicate);
        Assert.False((await actor.AppendAsync(new(["1"], IdempotencyKey: "0"), Cancelled)).Duplicate);
    }

    [Fact]
    public void Records_OfTheFirstVersion_AreRead()
    {
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        Assert.Equal(
            new ValueEvent.Set(at, "[1]", 1, "k", at.AddDays(1)),
            ValueJournalJson.Read("""{"type":"set","at":"2026-01-02T03:04:05+00:00","json":"[1]","items":1,"key":"k","expires_at":"2026-01-03T03:04:05+00:00"}"""u8.ToArray()));
        var appended = Assert.IsType<ValueEvent.Appended>(
            ValueJournalJson.Read("""{"type":"appended","at":"2026-01-02T03:04:05+00:00","items":["2","{}"]}"""u8.ToArray()));
        Assert.Equal((at, 2, null, null), (appended.At, appended.Items.Count, appended.Key, appended.ExpiresAt));
    }

    private StoredValueActor Actor(IJournalStore? journals = null) => new(Key, journals ?? _journals, new(), _time);
}
