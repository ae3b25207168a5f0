using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory.Sessions;

/// <summary>Lists the sessions of a user.</summary>
/// <param name="host">Leads to the sessions.</param>
/// <param name="journals">Knows which there are.</param>
public sealed class SessionDirectory(IChatMemoryHost host, IJournalStore journals)
{
    private const int AskedAtOnce = 8;

    /// <summary>A page of a user's sessions, the most recently used first.</summary>
    /// <param name="user">The user.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cursor">Where the previous page ended; null begins.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SessionPage> ListAsync(
        UserKey user, int limit, string? cursor = null, CancellationToken cancellationToken = default)
    {
        var page = await journals.ListSessionsAsync(user, limit, cursor, cancellationToken);
        var sessions = new SessionStatus?[page.Heads.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AskedAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, sessions.Length, parallel, async (i, token) =>
            sessions[i] = await host.Session(new(user, page.Heads[i].Key.Session!.Value)).StatusAsync(token));
        // A session may have been deleted since the page was read.
        return new([.. sessions.OfType<SessionStatus>()], page.Next);
    }
}

/// <summary>A page of sessions.</summary>
/// <param name="Sessions">The sessions.</param>
/// <param name="Next">Give it back for the next page; null when this is the last.</param>
public sealed record SessionPage(IReadOnlyList<SessionStatus> Sessions, string? Next);
