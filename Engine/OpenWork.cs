using System.Runtime.CompilerServices;
using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory;

/// <summary>What a host does about journals whose work is open: answers that were cut, exchanges that wait, extractions that are due, vectors that lack.</summary>
public static class OpenWork
{
    private const int Page = 200;

    /// <summary>The journals with open work in the order of their epochs, read a page at a time.</summary>
    /// <param name="journals">Knows them.</param>
    /// <param name="owner">Only this user's; null for everyone's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async IAsyncEnumerable<JournalHead> OpenWorkAsync(
        this IJournalStore journals, UserKey? owner, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(journals);
        var after = 0L;
        while (await journals.ListOpenWorkAsync(owner, Page, after, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var head in page)
                yield return head;
            after = page[^1].Epoch;
        }
    }

    /// <summary>Takes a journal's open work up. Asking whether it is done loads the session or user, which recovers it and offers what is due.</summary>
    public static Task WakeAsync(this IChatMemoryHost host, JournalKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        return key.Session is { } session
            ? host.Session(new(key.Owner, session)).SettledAsync(TimeSpan.Zero, cancellationToken)
            : host.User(key.Owner).IndexedAsync(TimeSpan.Zero, cancellationToken);
    }
}
