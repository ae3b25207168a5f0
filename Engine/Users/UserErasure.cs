using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory.Users;

/// <summary>Deletes everything of a user: sessions and memory.</summary>
/// <param name="host">Leads to the writers of both.</param>
/// <param name="journals">Knows which sessions there are.</param>
public sealed class UserErasure(IChatMemoryHost host, IJournalStore journals)
{
    private const int Page = 100;

    /// <summary>
    /// Deletes the user's sessions, then the memory. A session that was begun meanwhile goes as well; what its exchanges would
    /// have taught is refused by the memory's new epoch. May be repeated.
    /// </summary>
    /// <returns>How many sessions were deleted.</returns>
    public async Task<int> EraseAsync(UserKey user, CancellationToken cancellationToken = default)
    {
        var deleted = await DeleteSessionsAsync(user, cancellationToken);
        await host.User(user).EraseAsync(cancellationToken);
        return deleted + await DeleteSessionsAsync(user, cancellationToken);
    }

    // Each page begins anew, because deleting moves the rest up; a page without any effect ends it.
    private async Task<int> DeleteSessionsAsync(UserKey user, CancellationToken cancellationToken)
    {
        var deleted = 0;
        for (var effect = true; effect;)
        {
            effect = false;
            var page = await journals.ListSessionsAsync(user, Page, cursor: null, cancellationToken);
            foreach (var head in page.Heads)
            {
                if (!await host.Session(new(user, head.Key.Session!.Value)).DeleteAsync(cancellationToken))
                    continue;
                effect = true;
                deleted++;
            }
        }

        return deleted;
    }
}
