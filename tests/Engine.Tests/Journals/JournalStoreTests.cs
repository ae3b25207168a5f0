using System.Globalization;
using ChatMemory.Keys;
using static ChatMemory.Journals.JournalWords;

namespace ChatMemory.Journals;

/// <summary>What <see cref="IJournalStore"/> promises, on any database.</summary>
public abstract class JournalStoreTests(JournalBench bench) : IAsyncLifetime
{
    private SqlJournalStore? _store;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SqlJournalStore Store => _store!;

    public async ValueTask InitializeAsync() => _store = await bench.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await bench.DisposeAsync();
    }

    [Fact]
    public async Task Open_Again_FindsTheSameJournal()
    {
        var first = await Store.OpenAsync(Session("s"), Cancellation);
        await Store.AppendAsync(first, "one");

        var second = await Store.OpenAsync(Session("s"), Cancellation);

        Assert.Equal(first with { Sequence = 1 }, second);
    }

    [Fact]
    public async Task Open_OfOneKeyByMany_MakesOneJournal()
    {
        var heads = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Store.OpenAsync(Session("s"), Cancellation)));

        Assert.Single(heads.Distinct());
    }

    [Fact]
    public async Task Find_WithoutAJournal_IsNull() => Assert.Null(await Store.FindAsync(Memory(), Cancellation));

    [Fact]
    public async Task Find_ByEpoch_FindsTheTenantsOwnAndNothingDeleted()
    {
        var head = await Store.OpenAsync(Session("s"), Cancellation);
        var tenant = head.Key.Owner.Tenant;

        Assert.Equal(head, await Store.FindAsync(tenant, head.Epoch, Cancellation));
        Assert.Null(await Store.FindAsync(TenantId.Parse("other"), head.Epoch, Cancellation));
        Assert.Null(await Store.FindAsync(tenant, head.Epoch + 1, Cancellation));

        await Store.DeleteAsync(head.Key, Cancellation);
        Assert.Null(await Store.FindAsync(tenant, head.Epoch, Cancellation));
    }

    [Fact]
    public async Task Keys_OfTenantsUsersSessionsAndMemory_NeverMeet()
    {
        JournalKey[] keys =
        [
            Memory(), Session("ann"), Session("s"), Session("S"), Session("s", user: "bob"), Memory("Ann"), Memory("ann "), Memory("a\u0301nn"), Memory("\u00e1nn"),
            JournalKey.Of(User("ann", tenant: "other")), Session("😀"), Session("\uffee"),
        ];

        var heads = new List<JournalHead>();
        foreach (var key in keys)
            heads.Add(await Store.OpenAsync(key, Cancellation));
        foreach (var head in heads)
            await Store.AppendAsync(head, $"{head.Epoch}");

        Assert.Equal(keys.Length, heads.DistinctBy(head => head.Epoch).Count());
        foreach (var head in heads)
            Assert.Equal([(1, $"{head.Epoch}")], await Store.TextsAsync(head));
        Assert.Empty(await Store.TextsAsync(heads[0] with { Key = keys[1] }));
    }

    [Fact]
    public async Task Append_ThenRead_GivesRecordsInOrderFromAnyNumber()
    {
        var head = await Store.OpenAsync(Session("s"), Cancellation);
        var texts = Enumerable.Range(1, 30).Select(number => $"record {number}").ToArray();

        var result = await Store.AppendAsync(head, texts);

        Assert.Equal(new(Appended: true, 30), result);
        Assert.Equal(texts.Select((text, i) => (i + 1L, text)), await Store.TextsAsync(head));
        Assert.Equal([(29, "record 29"), (30, "record 30")], await Store.TextsAsync(head, after: 28));
        Assert.Empty(await Store.TextsAsync(head, after: 30));
    }

    [Fact]
    public async Task Append_AfterLosingTheFence_IsRefused()
    {
        var head = await Store.OpenAsync(Session("s"), Cancellation);
        await Store.AppendAsync(head, "the one");

        var late = await Store.AppendAsync(head, "the other");

        Assert.False(late.Appended);
        Assert.Equal([(1, "the one")], await Store.TextsAsync(head));
    }

    [Fact]
    public async Task Append_OfTwoWritersAtOnce_LetsOneThrough()
    {
        var head = await Store.OpenAsync(Session("s"), Cancellation);

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Store.AppendAsync(head, $"{i}")));

        Assert.Single(results, result => result.Appended);
        Assert.Single(await Store.TextsAsync(head));
    }

    [Fact]
    public async Task Append_WithSkip_LeavesNumbersUnused()
    {
        var head = await Store.OpenAsync(Session("s"), Cancellation);

        var first = await Store.AppendAsync(head.After("a", "b") with { Skip = 5 }, Cancellation);
        var second = await Store.AppendAsync(head with { Sequence = first.Sequence }, "c");

        Assert.Equal(7, first.Sequence);
        Assert.Equal(8, second.Sequence);
        Assert.Equal([(6, "a"), (7, "b"), (8, "c")], await Store.TextsAsync(head));
    }

    [Fact]
    public async Task Append_WithAnEmptyPayload_KeepsIt()
    {
        var head = await Store.OpenAsync(Session("s"), Cancellation);

        await Store.AppendAsync(head, "");

        Assert.Equal([(1, "")], await Store.TextsAsync(head));
    }

    [Fact]
    public async Task Append_ByALateWriterAfterDeletionAndRecreation_IsRefused()
    {
        var old = await Store.OpenAsync(Session("s"), Cancellation);
        Assert.True(await Store.DeleteAsync(Session("s"), Cancellation));
        var young = await Store.OpenAsync(Session("s"), Cancellation);

        var late = await Store.AppendAsync(old, "from the past");

        Assert.False(late.Appended);
        Assert.True(young.Epoch > old.Epoch);
        Assert.Empty(await Store.TextsAsync(young));
        Assert.Empty(await Store.TextsAsync(old));
    }

    [Fact]
    public async Task Epoch_IsNotGivenTwice_AlsoAcrossAReopen()
    {
        var old = await Store.OpenAsync(Session("s"), Cancellation);
        await Store.DeleteAsync(Session("s"), Cancellation);

        _store = await bench.ReopenAsync(Store);

        Assert.True((await Store.OpenAsync(Session("s"), Cancellation)).Epoch > old.Epoch);
    }

    [Fact]
    public async Task Append_OfManyJournals_SharesTransactions()
    {
        var heads = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Store.OpenAsync(Session($"s{i}"), Cancellation)));
        var before = bench.Counters.Transactions;

        var results = await Task.WhenAll(heads.Select(head => Store.AppendAsync(head, "x")));

        Assert.All(results, result => Assert.True(result.Appended));
        Assert.InRange(bench.Counters.Transactions - before, 1, 150);
    }

    [Fact]
    public async Task Append_ThatIsRefused_LeavesItsNeighboursAlone()
    {
        var heads = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Store.OpenAsync(Session($"s{i}"), Cancellation)));

        var results = await Task.WhenAll(heads.Select((head, i) => Store.AppendAsync(head with { Sequence = i % 2 }, "x")));

        Assert.All(results.Index(), pair => Assert.Equal(pair.Index % 2 == 0, pair.Item.Appended));
    }

    [Fact]
    public async Task Append_Written_IsThereAfterTheStoreWasDropped()
    {
        var head = await Store.OpenAsync(Session("s"), Cancellation);
        await Store.AppendAsync(head.After("told") with { Durability = Durability.Written }, Cancellation);

        var next = await bench.OpenAfterCrashAsync(Store);

        Assert.Equal([(1, "told")], await next.TextsAsync(head));
        Assert.Equal(1, (await next.OpenAsync(head.Key, Cancellation)).Sequence);
    }

    [Fact]
    public async Task Append_Cancelled_BeforeItIsAccepted_DoesNothing()
    {
        var head = await Store.OpenAsync(Session("s"), Cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.AppendAsync(head.After("x"), new(canceled: true)));

        Assert.Equal(0, (await Store.FindAsync(head.Key, Cancellation))!.Sequence);
    }

    [Fact]
    public async Task Redaction_OverwritesTheRecord_AndRemovesTheSnapshot()
    {
        var head = await Store.OpenAsync(Memory(), Cancellation);
        await Store.AppendAsync(head, "secret", "open");
        await Store.WriteSnapshotAsync(head.Key, head.Epoch, new(2, "f", Text("secret, open")), Cancellation);

        await Store.AppendAsync((head with { Sequence = 2 }).After("gone").Redacting(1, "a longer text in its place").Redacting(99), Cancellation);

        Assert.Equal([(1, "a longer text in its place"), (2, "open"), (3, "gone")], await Store.TextsAsync(head));
        Assert.Null(await Store.ReadSnapshotAsync(head.Key, head.Epoch, Cancellation));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task Snapshot_AfterARedaction_IsKeptOnlyIfItIncludesIt(long sequence, bool kept)
    {
        var head = await Store.OpenAsync(Memory(), Cancellation);
        await Store.AppendAsync(head, "secret", "open");
        await Store.AppendAsync((head with { Sequence = 2 }).After("gone").Redacting(1), Cancellation);

        await Store.WriteSnapshotAsync(head.Key, head.Epoch, new(sequence, "f", Text("state")), Cancellation);

        Assert.Equal(kept, await Store.ReadSnapshotAsync(head.Key, head.Epoch, Cancellation) is not null);
    }

    [Fact]
    public async Task Snapshot_TakenBeforeARedactionWithoutARecord_IsNotKept()
    {
        var head = await Store.OpenAsync(Memory(), Cancellation);
        await Store.AppendAsync(head, "secret");
        await Store.AppendAsync((head with { Sequence = 1 }).After().Redacting(1), Cancellation);

        await Store.WriteSnapshotAsync(head.Key, head.Epoch, new(1, "f", Text("secret")), Cancellation);

        Assert.Null(await Store.ReadSnapshotAsync(head.Key, head.Epoch, Cancellation));
    }

    [Fact]
    public async Task Snapshot_IsReplaced_AndGoesWithItsJournal()
    {
        var head = await Store.OpenAsync(Session("s"), Cancellation);
        await Store.AppendAsync(head, "a", "b");
        await Store.WriteSnapshotAsync(head.Key, head.Epoch, new(1, "f", Text("a")), Cancellation);
        await Store.WriteSnapshotAsync(head.Key, head.Epoch, new(2, "g", Text("ab")), Cancellation);

        var snapshot = await Store.ReadSnapshotAsync(head.Key, head.Epoch, Cancellation);
        await Store.DeleteAsync(head.Key, Cancellation);

        Assert.Equal((2, "g", "ab"), (snapshot!.Sequence, snapshot.Format, Text(new JournalRecord(2, snapshot.Payload))));
        Assert.Null(await Store.ReadSnapshotAsync(head.Key, head.Epoch, Cancellation));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task Delete_UnderAFenceThatWasLost_DoesNothing(int epochsBefore, int recordsBefore)
    {
        var head = await Store.OpenAsync(Value("v"), Cancellation);
        await Store.AppendAsync(head, "kept");

        Assert.False(await Store.DeleteAsync(head with { Epoch = head.Epoch - epochsBefore, Sequence = 1 - recordsBefore }, Cancellation));
        Assert.Equal([(1, "kept")], await Store.TextsAsync(head));
    }

    [Fact]
    public async Task Values_AreListedWithoutEmptyAndExpiredOnes_InTheOrderOfTheirCodePoints()
    {
        var now = bench.Time.GetUtcNow();
        foreach (var (name, space, ends) in ((string, string, int?)[])[("b", "n", null), ("\U0010FFFF", "n", null), ("\ud7ff", "n", 5), ("a", "n ", null), ("gone", "n", 1), ("a", "m", null)])
            await Store.AppendAsync((await Store.OpenAsync(Value(name, space), Cancellation)).After("x") with { ExpiresAt = ends is { } s ? now.AddSeconds(s) : null }, Cancellation);
        await Store.OpenAsync(Value("empty"), Cancellation);
        var range = new ValueRange(User().Tenant, NamespaceId.Parse("n"), now.AddSeconds(1), 10);

        var all = await Store.ListValuesAsync(range, Cancellation);

        Assert.Equal(["b", "\ud7ff", "\U0010FFFF"], all.Select(head => head.Key.Value!.Value.Name.Value));
        Assert.Equal([null, now.AddSeconds(5), null], all.Select(head => head.ExpiresAt));
        Assert.Equal(["\ud7ff"], (await Store.ListValuesAsync(range with { Prefix = "\ud7ff" }, Cancellation)).Select(head => head.Key.Value!.Value.Name.Value));
        Assert.Equal(["\U0010FFFF"], (await Store.ListValuesAsync(range with { Prefix = "\U0010FFFF" }, Cancellation)).Select(head => head.Key.Value!.Value.Name.Value));
        Assert.Equal(["gone"], (await Store.ListExpiredAsync(now.AddSeconds(4), 10, Cancellation)).Select(head => head.Key.Value!.Value.Name.Value));
        Assert.Empty(await Store.ListUsersAsync(User().Tenant, 10, after: null, Cancellation));
        Assert.Null(await Store.FindAsync(User().Tenant, all[0].Epoch, Cancellation));
    }

    [Fact]
    public async Task Tallies_AreKeptUntilTheNext_AndSummedOverATenantAndADay()
    {
        var (today, before) = (new DateOnly(2026, 1, 5), new DateOnly(2026, 1, 4));
        var ann = await Store.OpenAsync(Memory("ann"), Cancellation);
        await Store.AppendAsync(ann.After("a") with { Tally = new(7, before, 9) }, Cancellation);
        await Store.AppendAsync((ann with { Sequence = 1 }).After("b") with { Tally = new(3, today, 2) }, Cancellation);
        await Store.AppendAsync(ann with { Sequence = 2 }, "c");
        await Store.AppendAsync((await Store.OpenAsync(Memory("bob"), Cancellation)).After("a") with { Tally = new(4, before, 5) }, Cancellation);
        await Store.AppendAsync(await Store.OpenAsync(Memory("eve"), Cancellation), "a");

        Assert.Equal(new JournalTally(3, today, 2), (await Store.FindAsync(ann.Key, Cancellation))!.Tally);
        Assert.Equal(new(7, today, 2), await Store.SumTalliesAsync(User().Tenant, today, Cancellation));
        Assert.Equal(new(7, before, 5), await Store.SumTalliesAsync(User().Tenant, before, Cancellation));
        Assert.Equal(new(0, today, 0), await Store.SumTalliesAsync(TenantId.Parse("other"), today, Cancellation));
        await Store.DeleteAsync(ann.Key, Cancellation);
        Assert.Equal(new(4, today, 0), await Store.SumTalliesAsync(User().Tenant, today, Cancellation));
    }

    [Fact]
    public async Task Delete_WithoutAJournal_SaysSo() => Assert.False(await Store.DeleteAsync(Memory(), Cancellation));

    [Fact]
    public async Task Sessions_AreListedMostRecentlyUsedFirst_InPages()
    {
        for (var i = 0; i < 5; i++)
        {
            await Store.OpenAsync(Session($"s{i}"), Cancellation);
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await Store.AppendAsync((await Store.FindAsync(Session("s1"), Cancellation))!, "used again");
        await Store.OpenAsync(Memory(), Cancellation);
        await Store.OpenAsync(Session("other's", user: "bob"), Cancellation);

        var first = await Store.ListSessionsAsync(User(), 3, cursor: null, Cancellation);
        var second = await Store.ListSessionsAsync(User(), 3, first.Next, Cancellation);

        Assert.Equal(["s1", "s4", "s3"], first.Heads.Select(head => head.Key.Session!.Value.Value));
        Assert.Equal(["s2", "s0"], second.Heads.Select(head => head.Key.Session!.Value.Value));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Sessions_UsedInTheSameInstant_AreNeitherLostNorRepeatedByPaging()
    {
        for (var i = 0; i < 9; i++)
            await Store.OpenAsync(Session($"s{i}"), Cancellation);

        var listed = new List<string>();
        for (string? cursor = null, next = ""; next is not null; cursor = next)
        {
            var page = await Store.ListSessionsAsync(User(), 2, cursor, Cancellation);
            listed.AddRange(page.Heads.Select(head => head.Key.Session!.Value.Value));
            next = page.Next;
        }

        Assert.Equal(Enumerable.Range(0, 9).Reverse().Select(i => $"s{i}"), listed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("1.2.3")]
    public async Task Sessions_WithACursorFromElsewhere_AreRefused(string cursor) =>
        await Assert.ThrowsAsync<FormatException>(() => Store.ListSessionsAsync(User(), 2, cursor, Cancellation));

    [Fact]
    public async Task Users_OfATenant_AreListedOnceEachInOrder()
    {
        foreach (var user in (string[])["bob", "ann", "😀", "\uffee", "Zoe"])
        {
            await Store.OpenAsync(Memory(user), Cancellation);
            await Store.OpenAsync(Session("s", user), Cancellation);
        }

        await Store.OpenAsync(JournalKey.Of(User("eve", tenant: "other")), Cancellation);

        var first = await Store.ListUsersAsync(User().Tenant, 3, after: null, Cancellation);
        var second = await Store.ListUsersAsync(User().Tenant, 3, first[^1], Cancellation);

        Assert.Equal(["Zoe", "ann", "bob"], first.Select(user => user.Value));
        Assert.Equal(["\uffee", "😀"], second.Select(user => user.Value));
    }

    [Fact]
    public async Task OpenWork_IsFoundUntilItIsSettled()
    {
        var heads = new List<JournalHead>();
        foreach (var user in (string[])["ann", "bob", "ann", "ann"])
        {
            heads.Add(await Store.OpenAsync(Session($"s{heads.Count}", user), Cancellation));
            await Store.AppendAsync(heads[^1].After("x") with { OpenWork = true }, Cancellation);
        }

        await Store.AppendAsync((heads[2] with { Sequence = 1 }).After() with { OpenWork = false }, Cancellation);
        await Store.AppendAsync(heads[3] with { Sequence = 1 }, "leaves it as it is");

        Assert.Equal([heads[0].Epoch, heads[1].Epoch, heads[3].Epoch], (await Store.ListOpenWorkAsync(null, 10, 0, Cancellation)).Select(head => head.Epoch));
        Assert.Equal([heads[3].Epoch], (await Store.ListOpenWorkAsync(User(), 10, heads[0].Epoch, Cancellation)).Select(head => head.Epoch));
        Assert.Single(await Store.ListOpenWorkAsync(null, 1, 0, Cancellation));
    }

    [Fact]
    public async Task Vectors_AreKeptPerModel_TheNewestVersionOfEach()
    {
        var head = await Store.OpenAsync(Memory(), Cancellation);
        StoredVector[] first = [.. Enumerable.Range(1, 20).Select(i => new StoredVector(MemoryNumber(i), 3, new[] { i, 0.5f }))];

        await Store.WriteVectorsAsync(User(), head.Epoch, "m", first, Cancellation);
        await Store.WriteVectorsAsync(User(), head.Epoch, "other", [new(MemoryNumber(1), 1, new[] { 9f })], Cancellation);
        await Store.WriteVectorsAsync(
            User(), head.Epoch, "m", [new(MemoryNumber(1), 2, new[] { 7f }), new(MemoryNumber(2), 4, new[] { 8f })], Cancellation);

        var vectors = (await Store.VectorsAsync(head)).ToDictionary(vector => vector.Memory);
        Assert.Equal(20, vectors.Count);
        Assert.Equal([1f, 0.5f], vectors[MemoryNumber(1)].Values.ToArray());
        Assert.Equal((4, 8f), (vectors[MemoryNumber(2)].Version, vectors[MemoryNumber(2)].Values.Span[0]));
        Assert.Single(await Store.VectorsAsync(head, "other"));
    }

    [Fact]
    public async Task Vectors_OfForgottenMemories_GoWithTheAppend()
    {
        var head = await Store.OpenAsync(Memory(), Cancellation);
        await Store.WriteVectorsAsync(User(), head.Epoch, "m", [new(MemoryNumber(1), 1, new[] { 1f }), new(MemoryNumber(2), 1, new[] { 2f })], Cancellation);
        await Store.WriteVectorsAsync(User(), head.Epoch, "n", [new(MemoryNumber(1), 1, new[] { 1f })], Cancellation);

        await Store.AppendAsync(head.After("forget 1") with { ForgetVectors = [MemoryNumber(1)] }, Cancellation);

        Assert.Equal(MemoryNumber(2), Assert.Single(await Store.VectorsAsync(head)).Memory);
        Assert.Empty(await Store.VectorsAsync(head, "n"));
    }

    [Fact]
    public async Task Vectors_OfOneModel_CanBeForgotten_AndTheOthersStay()
    {
        var head = await Store.OpenAsync(Memory(), Cancellation);
        foreach (var model in (string[])["m", "n"])
            await Store.WriteVectorsAsync(User(), head.Epoch, model, [new(MemoryNumber(1), 1, new[] { 1f }), new(MemoryNumber(2), 1, new[] { 2f })], Cancellation);
        Assert.Equal(["m", "n"], await Store.ListVectorModelsAsync(User(), head.Epoch, Cancellation));

        await Store.ForgetVectorsAsync(User(), head.Epoch, "m", [MemoryNumber(1), MemoryNumber(2), MemoryNumber(3)], Cancellation);

        Assert.Equal(["n"], await Store.ListVectorModelsAsync(User(), head.Epoch, Cancellation));
        Assert.Empty(await Store.VectorsAsync(head));
        Assert.Equal(2, (await Store.VectorsAsync(head, "n")).Count);
        Assert.Empty(await Store.ListVectorModelsAsync(User("bob"), head.Epoch, Cancellation));
    }

    [Fact]
    public async Task Vectors_OfAnEarlierEpoch_AreNotStored()
    {
        var old = await Store.OpenAsync(Memory(), Cancellation);
        await Store.DeleteAsync(Memory(), Cancellation);
        var young = await Store.OpenAsync(Memory(), Cancellation);

        await Store.WriteVectorsAsync(User(), old.Epoch, "m", [new(MemoryNumber(1), 1, new[] { 1f })], Cancellation);

        Assert.Empty(await Store.VectorsAsync(old));
        Assert.Empty(await Store.VectorsAsync(young));
    }

    [Fact]
    public async Task Heads_TellWhenTheyWereOpenedAndLastAppendedTo()
    {
        var opened = bench.Time.GetUtcNow();
        var head = await Store.OpenAsync(Session("s"), Cancellation);
        bench.Time.Advance(TimeSpan.FromMilliseconds(1500));
        await Store.AppendAsync(head, "x");

        var found = await Store.FindAsync(head.Key, Cancellation);

        Assert.Equal((opened, bench.Time.GetUtcNow()), (found!.CreatedAt, found.UpdatedAt));
    }

    [Fact]
    public async Task Writes_OfOneCaller_TakeEffectInTheirOrder()
    {
        var head = await Store.OpenAsync(Session("s"), Cancellation);

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Store.AppendAsync(head with { Sequence = i }, i.ToString(CultureInfo.InvariantCulture))));

        Assert.All(results, result => Assert.True(result.Appended));
        Assert.Equal(100, (await Store.TextsAsync(head)).Count);
    }

    [Fact]
    public async Task Health_OfAnOpenStore_IsGood() => Assert.True(await Store.IsHealthyAsync(Cancellation));

    [Fact]
    public async Task Schema_OfANewerProgram_IsRefused()
    {
        bench.Schema = new([.. SchemaNow().Scripts, "create table journal_future (id integer)"]);
        _store = await bench.ReopenAsync(Store);
        bench.Schema = SchemaNow();

        var error = await Assert.ThrowsAsync<ChatMemoryException>(() => bench.ReopenAsync(Store));

        Assert.Contains("newer program", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_OfAnOlderProgram_IsUpgradedWithItsData()
    {
        var head = await Store.OpenAsync(Session("s"), Cancellation);
        await Store.AppendAsync(head, "kept");
        bench.Schema = new([.. SchemaNow().Scripts, "alter table journals add column note text"]);

        _store = await bench.ReopenAsync(Store);
        _store = await bench.ReopenAsync(Store);

        Assert.Equal([(1, "kept")], await Store.TextsAsync(head));
    }

    internal abstract SchemaVersions SchemaNow();
}
