using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>A streamed answer, open at its first token.</summary>
internal sealed class ChatStream : IAsyncDisposable
{
    /// <summary>The longest chunk, or whole answer where a server does not stream, in bytes.</summary>
    public const int MaxDocument = 8 * 1024 * 1024;

    // After its last token a model's counts should follow at once; an answer that is whole does not wait longer for them.
    private static readonly TimeSpan UsagePatience = TimeSpan.FromSeconds(5);

    private readonly PipelineResponse _response;
    private readonly Stream _body;
    private readonly Patience _patience;
    private readonly TimeSpan _stallTimeout;
    private readonly SseReader _lines;
    private readonly ChatAnswer _answer;
    private ChatResponseUpdate? _first;
    private bool _waiting = true;

    private ChatStream(PipelineResponse response, Patience patience, TimeSpan stallTimeout)
    {
        _response = response;
        _patience = patience;
        _stallTimeout = stallTimeout;
        _body = response.ContentStream ?? Stream.Null;
        _lines = new(_body, MaxDocument);
        _answer = new(_lines);
    }

    /// <summary>Sends the request and waits for the first token, so that until then it can be sent again.</summary>
    public static async Task<ChatStream> OpenAsync(
        Func<RequestOptions, Task<ClientResult>> send, ModelOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var patience = new Patience(time, cancellationToken);
        ChatStream? stream = null;
        try
        {
            patience.Expect(options.FirstTokenTimeout);
            stream = new(await ModelCall.SendAsync(send, time, patience.Token), patience, options.StallTimeout);
            await stream.BeginAsync();
            return stream;
        }
        catch (Exception e)
        {
            var stalled = e is OperationCanceledException && patience.HasEnded;
            if (stream is not null)
                await stream.DisposeAsync();
            patience.Dispose();
            if (stalled)
                throw ModelFailure.Stalled();
            throw;
        }
    }

    /// <summary>The answer's next piece; null when it has ended well.</summary>
    /// <exception cref="ModelException">The answer broke off.</exception>
    public async ValueTask<ChatResponseUpdate?> NextAsync()
    {
        if (_first is { } first)
        {
            _first = null;
            return first;
        }

        while (!_answer.HasEnded)
        {
            if (Read() is { } update)
                return update;
            if (!_answer.HasEnded && !await FillAsync() && _answer.End() is { } last)
                return last;
        }

        return _answer.Counts();
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Dispose();
        // Before its end this closes the connection, which tells the model to stop.
        await _body.DisposeAsync();
        _response.Dispose();
        _patience.Dispose();
    }

    private async Task BeginAsync()
    {
        if (_response.Headers.TryGetValue("Content-Type", out var type) && type!.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            await ReadWholeAsync();
        else
            _first = await NextAsync();
    }

    private async Task ReadWholeAsync()
    {
        try
        {
            var body = await BoundedBody.ReadAsync(_body, MaxDocument, _patience.Token) ?? throw ModelFailure.TooLong();
            _first = _answer.Whole(body.Span);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw ModelFailure.CutOff(e);
        }
    }

    private ChatResponseUpdate? Read()
    {
        var update = _answer.Next();
        if (_answer.HasMoved && _waiting)
        {
            _waiting = false;
            _patience.Relax();
        }

        return update;
    }

    private async ValueTask<bool> FillAsync()
    {
        try
        {
            var reading = _lines.FillAsync(_patience.Token);
            if (!reading.IsCompleted && !_waiting)
                Expect();
            return await reading;
        }
        catch (OperationCanceledException) when (_patience.HasEnded)
        {
            return _answer.IsFinished ? false : throw ModelFailure.Stalled();
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return _answer.IsFinished ? false : throw ModelFailure.CutOff(e);
        }
    }

    // Only while a read is pending, so that a slow consumer is not taken for a slow model and a fast model costs no timer.
    private void Expect()
    {
        _waiting = true;
        _patience.Expect(_answer.IsFinished && UsagePatience < _stallTimeout ? UsagePatience : _stallTimeout);
    }
}
