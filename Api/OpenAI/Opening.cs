using System.Runtime.CompilerServices;
using ChatMemory.Api.OpenAI.Chat;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI;

/// <summary>
/// Looks at how an answer begins before the response does: what fails before its first word is answered with a status, from which clients
/// know whether to try again, instead of an error inside a stream.
/// </summary>
internal sealed class Opening : IAsyncDisposable
{
    private readonly CancellationTokenSource _ends;
    private readonly IAsyncEnumerator<IReadOnlyList<ChatEvent>> _source;
    private readonly List<IReadOnlyList<ChatEvent>> _seen = [];
    private Task<bool>? _next;

    public Opening(IAsyncEnumerable<IReadOnlyList<ChatEvent>> events, CancellationToken gone)
    {
        _ends = CancellationTokenSource.CreateLinkedTokenSource(gone);
        _source = events.GetAsyncEnumerator(_ends.Token);
    }

    /// <summary>Waits for the first word.</summary>
    /// <param name="patience">How long at most; then the response begins all the same.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The end, when it is an error and came first.</returns>
    public async Task<ChatEvent.ExchangeEnded?> FailureAsync(TimeSpan patience, TimeProvider time)
    {
        var late = Task.Delay(patience, time, _ends.Token);
        while (true)
        {
            _next = _source.MoveNextAsync().AsTask();
            if (await Task.WhenAny(_next, late) == late || !await _next)
                return null;
            _next = null;
            _seen.Add(_source.Current);
            if (_source.Current.FirstOrDefault(IsTelling) is { } first)
                return first is ChatEvent.ExchangeEnded ended && Finish.Of(ended, calls: false) is null ? ended : null;
        }
    }

    /// <summary>All events from the first on. Ends the source with itself.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ChatEvent>> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var ending = this;
        await using var cancelling = cancellationToken.Register(_ends.Cancel);
        foreach (var batch in _seen)
            yield return batch;
        while (await (_next ?? _source.MoveNextAsync().AsTask()))
        {
            _next = null;
            yield return _source.Current;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        if (_next is { } pending)
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _source.DisposeAsync();
        _ends.Dispose();
    }

    private static bool IsTelling(ChatEvent item) =>
        item is ChatEvent.TextDelta or ChatEvent.ToolCalled or ChatEvent.ExchangeEnded or ChatEvent.EventsLost or ChatEvent.SessionDeleted;
}
