using System.Text.Json;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Values;
using ChatMemory.Values.Collecting;

namespace ChatMemory.Behaviour.Values;

/// <summary>What <see cref="IStoredValue"/> promises, sentence by sentence, on any host.</summary>
public abstract class StoredValueBehaviour : IAsyncLifetime
{
    private static readonly NamespaceId Prod = NamespaceId.Parse("prod");

    protected abstract StoredValueFixture NewFixture();

    private StoredValueFixture Host { get; set; } = null!;

    private IStoredValue Value => Host.Value(Key("greeting"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Host = NewFixture();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Host.DisposeAsync();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("1e400")]
    [InlineData("\"\\ud83d \\u0000 Grüße 👋\"")]
    [InlineData(" { \"b\" : [1, 2.50], \"a\": {} } ")]
    public async Task Set_OfAnyJson_IsReadAsItWasWritten_AlsoAfterACrash(string json)
    {
        var set = await Value.SetAsync(new(json), Cancelled);
        await Host.CrashAsync();

        var got = await Value.GetAsync(Cancelled);

        Assert.Equal((WriteStatus.Done, json), (set.Status, got!.Json));
        Assert.Equal((set.Version, Host.Time.GetUtcNow(), null), (got.Version, got.UpdatedAt, got.ExpiresAt));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("1 2")]
    [InlineData("nonsense")]
    public async Task Set_OfWhatIsNoJson_IsRefused(string json)
    {
        var refused = await Assert.ThrowsAsync<InvalidCommandException>(() => Value.SetAsync(new(json), Cancelled));

        Assert.Equal("value", Assert.Single(refused.Errors).Field);
        Assert.Null(await Value.GetAsync(Cancelled));
    }

    [Fact]
    public async Task Set_LeavesNothingOfTheValueBeforeInTheJournal()
    {
        for (var i = 0; i < 5; i++)
            await Value.SetAsync(new($"{i}"), Cancelled);
        await Value.AppendAsync(new(["1"]), Cancelled);
        await Value.SetAsync(new("[6]"), Cancelled);
        await Value.AppendAsync(new(["7"]), Cancelled);

        Assert.Equal("[6,7]", (await Value.GetAsync(Cancelled))!.Json);
        Assert.Equal(2, await RecordsAsync("greeting"));
    }

    [Fact]
    public async Task Value_OfAnotherNamespaceOrTenant_IsAnother()
    {
        await Value.SetAsync(new("1"), Cancelled);

        Assert.Null(await Host.Value(Key("greeting") with { Namespace = NamespaceId.Parse("dev") }).GetAsync(Cancelled));
        Assert.Null(await Host.Value(Key("greetings")).GetAsync(Cancelled));
    }

    [Fact]
    public async Task Set_IfItsVersionIsStillThere_LosesToWhoeverWasFirst()
    {
        var first = await Value.SetAsync(new("1", IfAbsent: true), Cancelled);
        var again = await Value.SetAsync(new("2", IfAbsent: true), Cancelled);
        var second = await Value.SetAsync(new("3", IfVersion: first.Version), Cancelled);
        var late = await Value.SetAsync(new("4", IfVersion: first.Version), Cancelled);

        Assert.Equal([WriteStatus.Done, WriteStatus.Conflict, WriteStatus.Done, WriteStatus.Conflict], new[] { first, again, second, late }.Select(it => it.Status));
        Assert.Equal((first.Version, second.Version), (again.Version, late.Version));
        Assert.Equal("3", (await Value.GetAsync(Cancelled))!.Json);
    }

    [Fact]
    public async Task Version_OfADeletedValue_IsNeverThatOfALaterOne()
    {
        var first = await Value.SetAsync(new("1"), Cancelled);
        await Value.DeleteAsync(new(), Cancelled);
        var second = await Value.SetAsync(new("1"), Cancelled);

        Assert.NotEqual(first.Version, second.Version);
        Assert.Equal(WriteStatus.Conflict, (await Value.SetAsync(new("2", IfVersion: first.Version), Cancelled)).Status);
    }

    [Fact]
    public async Task CompareAndSet_OfManyAtOnce_LosesNoCount()
    {
        await Value.SetAsync(new("0"), Cancelled);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CountAsync()));

        Assert.Equal("20", (await Value.GetAsync(Cancelled))!.Json);
    }

    [Fact]
    public async Task Append_OfManyAtOnce_LosesNothing()
    {
        var appended = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Value.AppendAsync(new([$"{i}"]), Cancelled)));

        var got = await Value.GetAsync(Cancelled);
        Assert.Equal(Enumerable.Range(0, 200), JsonSerializer.Deserialize<int[]>(got!.Json)!.Order());
        Assert.Equal(Enumerable.Range(1, 200), appended.Select(it => it.Items!.Value).Order());
        Assert.Equal(200, got.Items);
    }

    [Fact]
    public async Task Append_GoesOnAfterACrash_WithItemsInTheirOrder()
    {
        await Value.SetAsync(new(" [ ] "), Cancelled);
        await Value.AppendAsync(new(["1", "{\"a\":[]}"]), Cancelled);
        await Host.CrashAsync();
        await Value.AppendAsync(new(["\"]\""]), Cancelled);

        Assert.Equal("""[1,{"a":[]},"]"]""", (await Value.GetAsync(Cancelled))!.Json.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Append_WithTheSameKey_AddsOnce_AlsoAfterACrash()
    {
        var first = await Value.AppendAsync(new(["1"], IdempotencyKey: "turn 1"), Cancelled);
        await Value.AppendAsync(new(["2"], IdempotencyKey: "turn 2"), Cancelled);
        await Host.CrashAsync();

        var again = await Value.AppendAsync(new(["1"], IdempotencyKey: "turn 1"), Cancelled);

        Assert.Equal((WriteStatus.Done, false, true), (first.Status, first.Duplicate, again.Duplicate));
        Assert.Equal("[1,2]", (await Value.GetAsync(Cancelled))!.Json);
    }

    [Fact]
    public async Task Append_ToWhatIsNoList_IsRefused()
    {
        await Value.SetAsync(new("{}"), Cancelled);

        Assert.Equal(WriteStatus.NotAList, (await Value.AppendAsync(new(["1"]), Cancelled)).Status);
        await Assert.ThrowsAsync<InvalidCommandException>(() => Value.AppendAsync(new(["1", "1,2"]), Cancelled));
        await Assert.ThrowsAsync<InvalidCommandException>(() => Value.AppendAsync(new([]), Cancelled));
    }

    [Fact]
    public async Task Append_BeyondTheBounds_IsRefusedAndChangesNothing()
    {
        var half = $"\"{new string('x', 600_000)}\"";
        await Value.AppendAsync(new([half]), Cancelled);

        Assert.Equal(WriteStatus.TooLarge, (await Value.AppendAsync(new([half]), Cancelled)).Status);
        Assert.Equal(WriteStatus.TooLarge, (await Host.Value(Key("other")).AppendAsync(new([half, half]), Cancelled)).Status);
        Assert.Equal(WriteStatus.TooLarge, (await Value.SetAsync(new($"[{half},{half}]"), Cancelled)).Status);
        Assert.Equal(1, (await Value.GetAsync(Cancelled))!.Items);
        Assert.Null(await Host.Value(Key("other")).GetAsync(Cancelled));
    }

    [Fact]
    public async Task Value_ThatHasExpired_IsNotThere_AndMayBeMadeAnew()
    {
        var set = await Value.SetAsync(new("[1]", TimeSpan.FromMinutes(1)), Cancelled);
        Host.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(set.ExpiresAt, (await Value.GetAsync(Cancelled))!.ExpiresAt);
        Host.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await Value.GetAsync(Cancelled));
        Assert.Empty((await ListAsync()).Keys);
        Assert.Equal(WriteStatus.Absent, (await Value.DeleteAsync(new(), Cancelled)).Status);
        Assert.Equal(WriteStatus.Conflict, (await Value.SetAsync(new("2", IfVersion: set.Version), Cancelled)).Status);
        Assert.Equal(1, (await Value.AppendAsync(new(["2"]), Cancelled)).Items);
        Assert.Equal(("[2]", null), ((await Value.GetAsync(Cancelled))!.Json, (await Value.GetAsync(Cancelled))!.ExpiresAt));
    }

    [Fact]
    public async Task Append_KeepsTheTimeToLive_UnlessItGivesAnother()
    {
        await Value.SetAsync(new("[]", TimeSpan.FromMinutes(1)), Cancelled);
        Host.Time.Advance(TimeSpan.FromSeconds(30));
        var kept = await Value.AppendAsync(new(["1"]), Cancelled);
        var renewed = await Value.AppendAsync(new(["2"], TimeSpan.FromMinutes(2)), Cancelled);
        var unlimited = await Value.SetAsync(new("[]"), Cancelled);

        Assert.Equal(Host.Time.GetUtcNow().AddSeconds(30), kept.ExpiresAt);
        Assert.Equal(Host.Time.GetUtcNow().AddMinutes(2), renewed.ExpiresAt);
        Assert.Null(unlimited.ExpiresAt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1e10)]
    public async Task TimeToLive_OutsideOfItsBounds_IsRefused(double seconds) =>
        await Assert.ThrowsAsync<InvalidCommandException>(() => Value.SetAsync(new("1", TimeSpan.FromSeconds(seconds)), Cancelled));

    [Fact]
    public async Task Collecting_DeletesWhatHasExpired_AndNothingElse()
    {
        await Value.SetAsync(new("1", TimeSpan.FromMinutes(1)), Cancelled);
        await Host.Value(Key("renewed")).SetAsync(new("1", TimeSpan.FromMinutes(1)), Cancelled);
        await Host.Value(Key("later")).SetAsync(new("1", TimeSpan.FromMinutes(9)), Cancelled);
        await Host.Value(Key("never")).SetAsync(new("1"), Cancelled);
        Host.Time.Advance(TimeSpan.FromMinutes(2));
        await Host.Value(Key("renewed")).SetAsync(new("2"), Cancelled);

        await new ExpiredValues(Host.Journals, Host.Time).CollectAsync(Cancelled);

        Assert.Null(await Host.Journals.FindAsync(JournalKey.Of(Host.Stored(Key("greeting"))), Cancelled));
        Assert.Equal(["later", "never", "renewed"], (await ListAsync()).Keys.Select(it => it.Key.Value));
        Assert.Equal(WriteStatus.Done, (await Value.SetAsync(new("3"), Cancelled)).Status);
        Assert.Equal("3", (await Value.GetAsync(Cancelled))!.Json);
    }

    [Fact]
    public async Task Delete_LeavesNothing()
    {
        var set = await Value.SetAsync(new("\"secret\""), Cancelled);

        Assert.Equal(WriteStatus.Conflict, (await Value.DeleteAsync(new("0-0"), Cancelled)).Status);
        Assert.Equal(WriteStatus.Done, (await Value.DeleteAsync(new(set.Version), Cancelled)).Status);
        Assert.Equal(WriteStatus.Absent, (await Value.DeleteAsync(new(), Cancelled)).Status);
        Assert.Null(await Value.GetAsync(Cancelled));
        Assert.Null(await Host.Journals.FindAsync(JournalKey.Of(Host.Stored(Key("greeting"))), Cancelled));
    }

    [Fact]
    public async Task Keys_AreListedByPattern_InPages()
    {
        foreach (var name in (string[])["user:1", "user:2", "user:10", "users", "User:3", "a*b", "axb", "👋", "\uffee"])
            await Host.Value(Key(name)).SetAsync(new("1"), Cancelled);
        await Host.Value(Key("user:4") with { Namespace = NamespaceId.Parse("prod ") }).SetAsync(new("1"), Cancelled);

        Assert.Equal(["user:1", "user:10", "user:2"], Names(await ListAsync("user:*")));
        Assert.Equal(["user:1", "user:2"], Names(await ListAsync("user:?")));
        Assert.Equal(["a*b"], Names(await ListAsync("a\\*b")));
        Assert.Equal(["users"], Names(await ListAsync("users")));
        Assert.Equal(["User:3", "a*b", "axb", "user:1", "user:10", "user:2", "users", "\uffee", "👋"], Names(await ListAsync()));
        Assert.Empty(Names(await ListAsync("?")).Except(["\uffee"]));

        var paged = new List<string>();
        for (ValuePage? page = null; page?.Next is not null || page is null;)
        {
            page = await ListAsync("*:*", limit: 2, page?.Next);
            paged.AddRange(Names(page));
        }

        Assert.Equal(["User:3", "user:1", "user:10", "user:2"], paged);
    }

    private static ValueKey Key(string name) => new(TenantId.Default, Prod, ValueName.Parse(name));

    private static string[] Names(ValuePage page) => [.. page.Keys.Select(it => it.Key.Value)];

    private Task<ValuePage> ListAsync(string? pattern = null, int limit = 100, ValueName? after = null) =>
        new ValueDirectory(Host.Journals, Host.Time).ListAsync(Host.Stored(Key("any")).Tenant, Prod, pattern, limit, after, Cancelled);

    private async Task CountAsync()
    {
        WriteOutcome outcome;
        do
        {
            var current = (await Value.GetAsync(Cancelled))!;
            outcome = await Value.SetAsync(new($"{int.Parse(current.Json, System.Globalization.CultureInfo.InvariantCulture) + 1}", IfVersion: current.Version), Cancelled);
        }
        while (outcome.Status == WriteStatus.Conflict);
    }

    private async Task<int> RecordsAsync(string name)
    {
        var head = await Host.Journals.FindAsync(JournalKey.Of(Host.Stored(Key(name))), Cancelled);
        return await Host.Journals.ReadAsync(head!.Key, head.Epoch, cancellationToken: Cancelled).CountAsync(Cancelled);
    }
}
