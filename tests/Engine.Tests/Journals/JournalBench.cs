using ChatMemory.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatMemory.Journals;

/// <summary>A journal store on a database of the test's own, which outlives the store.</summary>
public abstract class JournalBench : IAsyncDisposable
{
    private readonly List<SqlJournalStore> _stores = [];

    internal JournalCounters Counters { get; private set; } = new();

    public ManualTime Time { get; } = new();

    public JournalOptions Options { get; set; } = new() { PageSize = 7, GroupWrites = 64 };

    internal virtual SchemaVersions? Schema { get; set; }

    /// <summary>Opens a store on the database, beside those that are open.</summary>
    internal async Task<SqlJournalStore> OpenAsync()
    {
        Counters = new();
        var store = new SqlJournalStore(
            await ConnectAsync(), Microsoft.Extensions.Options.Options.Create(Options), Time, Counters, NullLogger<SqlJournalStore>.Instance);
        _stores.Add(store);
        await store.InitializeAsync(TestContext.Current.CancellationToken);
        return store;
    }

    /// <summary>Closes the store and opens another.</summary>
    internal async Task<SqlJournalStore> ReopenAsync(SqlJournalStore store)
    {
        _stores.Remove(store);
        await store.DisposeAsync();
        return await OpenAsync();
    }

    /// <summary>Opens a store on what the database holds while <paramref name="store"/> was never told to close.</summary>
    internal abstract Task<SqlJournalStore> OpenAfterCrashAsync(SqlJournalStore store);

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
            await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal abstract Task<IJournalDatabase> ConnectAsync();

    internal IOptions<JournalOptions> Chosen => Microsoft.Extensions.Options.Options.Create(Options);
}
