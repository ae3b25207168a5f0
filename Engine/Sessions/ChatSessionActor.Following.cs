using System.Runtime.CompilerServices;

namespace ChatMemory.Sessions;

/// <content>Followers.</content>
public sealed partial class ChatSessionActor
{
    private int _followers;

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<ChatEvent>> FollowAsync(
        FollowSession request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (_followers >= services.Options.MaxFollowers)
            throw new OverloadedException($"{SessionOptions.Section}:{nameof(SessionOptions.MaxFollowers)}", TimeSpan.FromSeconds(5));

        _followers++;
        SessionMetrics.Follows();
        try
        {
            var follower = new Follower(request);
            while (!follower.HasEnded && await LoadAsync(cancellationToken) is { } live)
            {
                await foreach (var batch in follower.ReadAsync(live, cancellationToken))
                    yield return batch;
                if (live.Gone is Gone.Deleted or Gone.Stopped)
                    break;
            }

            if (follower.Farewell(isStopping: _stopping) is { } farewell)
                yield return [farewell];
        }
        finally
        {
            _followers--;
            SessionMetrics.Unfollows();
            if (_followers == 0 && _live is { State.Running: null } live)
                live.Log.Clear();
        }
    }
}
