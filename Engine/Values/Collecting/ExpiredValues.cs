using ChatMemory.Journals;

namespace ChatMemory.Values.Collecting;

/// <summary>
/// Deletes from storage what has expired. Any number of processes may do so at once: each deletion is fenced, so a value that was set
/// again meanwhile stays.
/// </summary>
/// <param name="journals">Knows what has expired.</param>
/// <param name="time">The clock.</param>
public sealed class ExpiredValues(IJournalStore journals, TimeProvider time)
{
    private const int Page = 200;

    /// <summary>Deletes all that has expired by now.</summary>
    /// <returns>How many were deleted.</returns>
    public async Task<int> CollectAsync(CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var collected = 0;
        while (true)
        {
            var expired = await journals.ListExpiredAsync(now, Page, cancellationToken);
            var deleted = await Task.WhenAll(expired.Select(head => journals.DeleteAsync(head, cancellationToken)));
            collected += deleted.Count(gone => gone);
            // What another process changed or collected is not waited for; a page without effect ends it.
            if (expired.Count < Page || !deleted.Contains(true))
                return collected;
        }
    }
}
