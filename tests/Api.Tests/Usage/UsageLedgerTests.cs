using ChatMemory.Api.OpenAI.Responses;
using ChatMemory.Api.Quotas;
using ChatMemory.Keys;
using ChatMemory.Sessions;
using ChatMemory.Support;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Usage;

public sealed class UsageLedgerTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Day_ThatBegins_BeginsAnew()
    {
        var ledger = Ledger(users: 10);
        ledger.Count(User("ada"), it => it.Requests++);
        var before = ledger.Read(User("ada"));
        _time.Advance(TimeSpan.FromDays(1));

        var after = ledger.Read(User("ada"));

        Assert.Equal((1, _time.GetUtcNow().AddDays(-1)), (before.Figures.Requests, before.Since));
        Assert.Equal((0, new DateTimeOffset(_time.GetUtcNow().Date, TimeSpan.Zero)), (after.Figures.Requests, after.Since));
        Assert.Empty(ledger.Read(TenantId.Default, new(0, 0), 10, after: null).Users);
    }

    [Fact]
    public void Users_BeyondTheBound_AreCountedTogether()
    {
        var ledger = Ledger(users: 2);
        foreach (var user in (string[])["a", "b", "c", "d", "a"])
            ledger.Count(User(user), it => it.Requests++);

        var page = ledger.Read(TenantId.Default, new(0, 0), 10, after: null);

        Assert.Equal([("a", 2), ("b", 1)], page.Users.Select(user => (user.User.Value, (int)user.Usage.Requests)));
        Assert.Equal(2, page.Others.Requests);
    }

    [Fact]
    public void Tokens_AreTheUsersAndTheTenants_AndOfNobodyTheTenantsAlone()
    {
        var ledger = Ledger(users: 10);
        ledger.Count(User("ada"), new TokenUsage(100, 7));
        ledger.Count(User("ada"), new TokenUsage(10, 1));
        ledger.Count(Anonymous.Of(TenantId.Default), new TokenUsage(1, 2));

        var page = ledger.Read(TenantId.Default, new(0, 0), 10, after: null);

        Assert.Equal((111, 10), (page.Tenant.InputTokens, page.Tenant.OutputTokens));
        Assert.Equal([("ada", 110, 8)], page.Users.Select(user => (user.User.Value, user.Usage.InputTokens, user.Usage.OutputTokens)));
    }

    private UsageLedger Ledger(int users) => new(Options.Create(new QuotaOptions { TrackedUsers = users }), _time);

    private static UserKey User(string name) => new(TenantId.Default, UserId.Parse(name));
}
