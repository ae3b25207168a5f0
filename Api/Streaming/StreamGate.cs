using ChatMemory.Keys;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Streaming;

/// <summary>
/// Counts the open event streams, so that neither one user nor all together hold more than they may; and says when they must end because
/// the server stops: one without an end of its own at once, that of an exchange with its exchange, or when the server waits no longer.
/// </summary>
public sealed partial class StreamGate(IOptions<ApiOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<StreamGate> log)
    : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ILogger _log = log;
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly Dictionary<UserKey, int> _byUser = [];
    private int _open;
    private int _ofExchanges;
    private bool _isDraining;

    /// <summary>Lets no more streams in, waits until those of exchanges have come to their end, then ends those that have not.</summary>
    /// <param name="grace">How long it waits at most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task DrainAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isDraining = true;
            SayWhenDrained();
        }

        try
        {
            await _drained.Task.WaitAsync(grace, time, cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            LogCut(_ofExchanges);
        }

        await _over.CancelAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _over.Dispose();

    /// <summary>Takes a place for a stream until it is disposed.</summary>
    /// <param name="user">Whose it is; null when it is nobody's and counts for the server alone.</param>
    /// <param name="endless">Whether it has no end of its own.</param>
    /// <exception cref="OverloadedException">There is none.</exception>
    /// <exception cref="ChatMemoryException">The server stops.</exception>
    internal StreamPlace Enter(UserKey? user, bool endless = false)
    {
        lock (_gate)
        {
            if (_isDraining)
                throw new ChatMemoryException("The server stops.", isTransient: true);
            var own = user is { } known ? _byUser.GetValueOrDefault(known) : 0;
            if (own >= options.Value.MaxStreamsPerUser)
                throw new OverloadedException($"{ApiOptions.Section}:{nameof(ApiOptions.MaxStreamsPerUser)}", RetryAfter);
            if (_open >= options.Value.MaxStreams)
                throw new OverloadedException($"{ApiOptions.Section}:{nameof(ApiOptions.MaxStreams)}", RetryAfter);
            if (user is { } counted)
                _byUser[counted] = own + 1;
            _open++;
            _ofExchanges += endless ? 0 : 1;
        }

        return new(() => Leave(user, endless), endless ? lifetime.ApplicationStopping : _over.Token);
    }

    private void Leave(UserKey? user, bool endless)
    {
        lock (_gate)
        {
            _open--;
            if (user is { } counted && --_byUser[counted] == 0)
                _byUser.Remove(counted);
            _ofExchanges -= endless ? 0 : 1;
            SayWhenDrained();
        }
    }

    private void SayWhenDrained()
    {
        if (_isDraining && _ofExchanges == 0)
            _drained.TrySetResult();
    }

    [LoggerMessage(11, LogLevel.Warning, "The server stops and cuts {Streams} streams of exchanges; their clients can follow again.")]
    private partial void LogCut(int streams);
}
