using ChatMemory.Keys;
using ChatMemory.Recall;

namespace ChatMemory.Users;

/// <summary>Asks the memories of many users the same question.</summary>
/// <param name="host">Leads to the memories.</param>
public sealed class BatchRecall(IChatMemoryHost host)
{
    /// <summary>The most users of one call.</summary>
    public const int MaxUsers = 1_000;

    private const int AskedAtOnce = 16;

    /// <summary>Recalls for each user. One user's failure does not take the others' results away.</summary>
    /// <param name="users">At most <see cref="MaxUsers"/>.</param>
    /// <param name="query">The question.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One for each user, in order.</returns>
    public async Task<IReadOnlyList<UserRecall>> RecallAsync(
        IReadOnlyList<UserKey> users, RecallQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(users);
        if (users.Count > MaxUsers)
            throw new ArgumentException($"At most {MaxUsers} users.", nameof(users));
        var results = new UserRecall[users.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AskedAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, results.Length, parallel, async (i, token) =>
            results[i] = await RecallAsync(users[i], query, token));
        return results;
    }

    private async Task<UserRecall> RecallAsync(UserKey user, RecallQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return new(user, await host.User(user).RecallAsync(query, cancellationToken), Failure: null);
        }
        catch (ChatMemoryException failure)
        {
            return new(user, Result: null, failure);
        }
    }
}

/// <summary>What recall found for one of many users.</summary>
/// <param name="User">The user.</param>
/// <param name="Result">What was found; null when it failed.</param>
/// <param name="Failure">Why it failed.</param>
public sealed record UserRecall(UserKey User, RecallResult? Result, ChatMemoryException? Failure);
