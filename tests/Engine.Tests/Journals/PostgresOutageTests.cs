using ChatMemory.Journals.Postgres;
using ChatMemory.Support;
using Npgsql;
using static ChatMemory.Journals.JournalWords;

namespace ChatMemory.Journals;

/// <summary>The database goes away and comes back.</summary>
public sealed class PostgresOutageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outage_FailsCallsAsTransient_AndTheStoreGoesOnWhenTheDatabaseIsBack()
    {
        await using var server = await PostgresServer.TryStartAsync();
        Assert.SkipWhen(server is null, "PostgreSQL is not installed here.");
        await using var bench = new PostgresBench(new());
        bench.Options = bench.Options with { ConnectionString = await server.CreateSchemaAsync(), StartupTimeout = TimeSpan.Zero };
        var store = await bench.OpenAsync();
        var head = await store.OpenAsync(Session("s"), Cancellation);
        await store.AppendAsync(head, "before");

        await server.StopAsync();
        var append = await Assert.ThrowsAsync<ChatMemoryException>(() => store.AppendAsync(head with { Sequence = 1 }, "during"));
        var read = await Assert.ThrowsAsync<ChatMemoryException>(() => store.TextsAsync(head));
        Assert.True(append.IsTransient);
        Assert.True(read.IsTransient);
        Assert.False(await store.IsHealthyAsync(Cancellation));
        var start = await Assert.ThrowsAsync<ChatMemoryException>(bench.OpenAsync);
        Assert.Contains("ChatMemory:Journals:ConnectionString", start.Message, StringComparison.Ordinal);

        await server.StartAsync();
        Assert.True(await store.IsHealthyAsync(Cancellation));
        Assert.Equal([(1, "before")], await store.TextsAsync(head));
        Assert.True((await store.AppendAsync(head with { Sequence = 1 }, "after")).Appended);
    }

    [Fact]
    public async Task Writer_ThatStandsStillInATransaction_SoonKeepsNobodyWaiting()
    {
        await using var server = await PostgresServer.TryStartAsync();
        Assert.SkipWhen(server is null, "PostgreSQL is not installed here.");
        await using var bench = new PostgresBench(new());
        bench.Options = bench.Options with { ConnectionString = await server.CreateSchemaAsync() };
        var store = await bench.OpenAsync();
        var head = await store.OpenAsync(Session("s"), Cancellation);
        await using var others = NpgsqlDataSource.Create(bench.Options.ConnectionString);
        await using var hung = new PostgresWriter(others);
        await hung.BeginAsync([head.Key], synced: true);

        Assert.True((await store.AppendAsync(head, "after")).Appended);
    }
}
