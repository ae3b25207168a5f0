using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory.Memories;

public sealed class TenantLimitTests
{
    private const string MaxPerTenant = "ChatMemory:Memories:MaxPerTenant";
    private static readonly UserKey Ada = new(TenantId.Default, UserId.Parse("ada"));
    private static readonly UserKey Bob = new(TenantId.Default, UserId.Parse("bob"));
    private static readonly UserKey Eve = new(TenantId.Default, UserId.Parse("eve"));

    private readonly UserMemoryActorFixture _three = new() { Options = new() { MaxPerTenant = 3 } };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memories_BeyondATenantsLimit_AreRefusedForAllItsUsers_AlsoAfterACrash_AndForNoOtherTenant()
    {
        await AddAsync(_three, Ada, "tea", "cake");
        await AddAsync(_three, Bob, "pie");
        await _three.CrashAsync();

        var refused = await Assert.ThrowsAsync<OverloadedException>(() => AddAsync(_three, Ada, "plums"));

        Assert.Equal((MaxPerTenant, TimeSpan.FromHours(1)), (refused.Limit, refused.RetryAfter));
        await AddAsync(_three, new(TenantId.Parse("other"), Ada.User), "plums");
        Assert.Equal(2, (await _three.User(Ada).ListAsync(new(), Cancelled)).Total);
    }

    [Fact]
    public async Task AUserWithoutMemories_IsRefused_WithoutAJournalBeingMade()
    {
        await AddAsync(_three, Ada, "tea", "cake", "pie");

        await Assert.ThrowsAsync<OverloadedException>(() => AddAsync(_three, Eve, "plums"));

        Assert.Null(await _three.Journals.FindAsync(JournalKey.Of(Eve), Cancelled));
    }

    [Fact]
    public async Task WhatIsKnownAlready_AndChanges_NeedNoRoom()
    {
        var added = await AddAsync(_three, Ada, "tea", "cake", "pie");

        await AddAsync(_three, Ada, "tea");
        await _three.User(Ada).UpdateAsync(new(added.Results[0].Memory, "green tea"), Cancelled);

        Assert.Equal(3, (await _three.User(Ada).ListAsync(new(), Cancelled)).Total);
    }

    [Fact]
    public async Task WhatIsDeletedOrErased_MakesRoomAtOnce()
    {
        var added = await AddAsync(_three, Ada, "tea");
        await AddAsync(_three, Bob, "pie", "cake");

        await _three.User(Ada).DeleteAsync(new([added.Results[0].Memory]), Cancelled);
        await AddAsync(_three, Eve, "plums");
        await Assert.ThrowsAsync<OverloadedException>(() => AddAsync(_three, Ada, "tea"));
        await _three.User(Bob).EraseAsync(Cancelled);
        await AddAsync(_three, Ada, "tea", "cake");

        await Assert.ThrowsAsync<OverloadedException>(() => AddAsync(_three, Bob, "pie"));
    }

    [Fact]
    public async Task ARefusedOrFailedWrite_TakesNoRoom()
    {
        await AddAsync(_three, Ada, "tea", "cake");
        await Assert.ThrowsAsync<OverloadedException>(() => AddAsync(_three, Bob, "pie", "plums"));
        _three.Journals.BeforeAppend = _ => throw new ChatMemoryException("The database went away.", isTransient: true);
        await Assert.ThrowsAsync<ChatMemoryException>(() => AddAsync(_three, Ada, "pie"));
        _three.Journals.BeforeAppend = null;

        await AddAsync(_three, Bob, "pie");

        await Assert.ThrowsAsync<OverloadedException>(() => AddAsync(_three, Bob, "plums"));
    }

    [Fact]
    public async Task WritesOfManyUsersAtOnce_DoNotPassTheLimitTogether()
    {
        var host = new UserMemoryActorFixture { Options = new() { MaxPerTenant = 20 } };
        host.Journals.BeforeAppend = async _ => await Task.Yield();

        var stored = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            try
            {
                await AddAsync(host, new(TenantId.Default, UserId.Parse($"u{i}")), "tea");
                return 1;
            }
            catch (OverloadedException)
            {
                return 0;
            }
        }));

        Assert.Equal(20, stored.Sum());
    }

    [Fact]
    public async Task WhatAnotherNodeStores_CountsTenSecondsLaterAtMost()
    {
        var other = new UserMemoryActorFixture { Options = _three.Options, Journals = _three.Journals };
        await AddAsync(_three, Ada, "tea");
        await AddAsync(other, Bob, "pie", "cake");

        _three.Time.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<OverloadedException>(() => AddAsync(_three, Ada, "plums"));
    }

    [Fact]
    public async Task DailyWrites_BeyondATenantsLimit_AreRefusedUntilTheDayIsOver_AlsoAfterDeletionsAndACrash()
    {
        var host = new UserMemoryActorFixture { Options = new() { DailyWritesPerTenant = 3 } };
        var added = await AddAsync(host, Ada, "tea", "cake");
        await host.User(Ada).UpdateAsync(new(added.Results[0].Memory, "green tea"), Cancelled);
        await host.User(Ada).DeleteAsync(new([added.Results[1].Memory]), Cancelled);
        await host.CrashAsync();

        var refused = await Assert.ThrowsAsync<OverloadedException>(() => AddAsync(host, Bob, "pie"));

        Assert.Equal(("ChatMemory:Memories:DailyWritesPerTenant", TimeSpan.FromHours(15)), (refused.Limit, refused.RetryAfter));
        host.Time.Advance(refused.RetryAfter);
        await AddAsync(host, Bob, "pie", "plums", "tea");
        await Assert.ThrowsAsync<OverloadedException>(() => host.User(Ada).UpdateAsync(new(added.Results[0].Memory, "tea"), Cancelled));
    }

    [Fact]
    public async Task Sums_OfTallies_AreWhatTheUsersHold()
    {
        var added = await AddAsync(_three, Ada, "tea", "cake");
        await AddAsync(_three, Bob, "pie");
        await _three.User(Ada).DeleteAsync(new([added.Results[0].Memory]), Cancelled);

        var today = DateOnly.FromDateTime(_three.Time.GetUtcNow().UtcDateTime);
        Assert.Equal(new(2, today, 3), await _three.Journals.SumTalliesAsync(TenantId.Default, today, Cancelled));
    }

    private static Task<AddOutcome> AddAsync(UserMemoryActorFixture host, UserKey user, params string[] texts) =>
        host.User(user).AddAsync(new([.. texts.Select(text => new NewMemory { Text = text })]), Cancelled);
}
