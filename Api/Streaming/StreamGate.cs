using ChatMemory.Keys;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Streaming;

/// <summary>Counts the open event streams, so that neither one user nor all together hold more than they may.</summary>
internal sealed class StreamGate(IOptions<ApiOptions> options, OpenStreams streams)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<UserKey, int> _byUser = [];
    private int _open;

    /// <summary>Takes a place for a stream until it is disposed.</summary>
    /// <param name="user">Whose it is; null when it is nobody's and counts for the server alone.</param>
    /// <exception cref="OverloadedException">There is none.</exception>
    /// <exception cref="ChatMemoryException">The server stops.</exception>
    public IDisposable Enter(UserKey? user)
    {
        streams.RefuseWhenDraining();
        lock (_gate)
        {
            var own = user is { } known ? _byUser.GetValueOrDefault(known) : 0;
            if (own >= options.Value.MaxStreamsPerUser)
                throw new OverloadedException($"{ApiOptions.Section}:{nameof(ApiOptions.MaxStreamsPerUser)}", RetryAfter);
            if (_open >= options.Value.MaxStreams)
                throw new OverloadedException($"{ApiOptions.Section}:{nameof(ApiOptions.MaxStreams)}", RetryAfter);
            if (user is { } counted)
                _byUser[counted] = own + 1;
            _open++;
        }

        return new Place(this, user);
    }

    private void Leave(UserKey? user)
    {
        lock (_gate)
        {
            _open--;
            if (user is { } counted && --_byUser[counted] == 0)
                _byUser.Remove(counted);
        }
    }

    private sealed class Place(StreamGate gate, UserKey? user) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                gate.Leave(user);
        }
    }
}
