using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory.Users;

/// <summary>Waits until what a user said is learned and searchable.</summary>
/// <param name="host">Leads to the sessions and the memory.</param>
/// <param name="journals">Knows which sessions have open work.</param>
/// <param name="time">The clock.</param>
public sealed class Settlement(IChatMemoryHost host, IJournalStore journals, TimeProvider time)
{
    /// <summary>Longer waits are made of several calls, because a host in a cluster answers within its own limit.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(15);

    /// <summary>Waits for every exchange that had completed when it was called.</summary>
    /// <returns>False when the patience ended first.</returns>
    public async Task<bool> SettleAsync(UserKey user, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        var until = time.GetUtcNow() + patience;
        await foreach (var head in journals.OpenWorkAsync(user, cancellationToken))
        {
            if (head.Key.Session is { } session
                && !await WaitAsync(it => host.Session(new(user, session)).SettledAsync(it, cancellationToken), until))
            {
                return false;
            }
        }

        return await WaitAsync(it => host.User(user).IndexedAsync(it, cancellationToken), until);
    }

    private async Task<bool> WaitAsync(Func<TimeSpan, Task<bool>> wait, DateTimeOffset until)
    {
        while (true)
        {
            var left = until - time.GetUtcNow();
            if (left < TimeSpan.Zero)
                left = TimeSpan.Zero;
            if (await wait(left < LongestCall ? left : LongestCall))
                return true;
            if (until <= time.GetUtcNow())
                return false;
        }
    }
}
