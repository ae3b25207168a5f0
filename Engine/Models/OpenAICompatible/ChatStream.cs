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
    private readonly ChatChunk _chunk = new();
    private ChatResponseUpdate? _first;
    private bool _waiting = true;
    private bool _begun;
    private bool _finished;
    private bool _ended;
    private bool _counted;

    private ChatStream(PipelineResponse response, Patience patience, TimeSpan stallTimeout)
    {
        _response = response;
        _patience = patience;
        _stallTimeout = stallTimeout;
        _body = response.ContentStream ?? Stream.Null;
        _lines = new(_body, MaxDocument);
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

        while (!_ended)
        {
            while (!_ended && _lines.TryRead(out var data))
            {
                if (Read(data) is { } update)
                    return update;
            }

            if (!_ended && !await FillAsync() && End() is { } last)
                return last;
        }

        return Counts();
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
            _first = ReadChunk(body.Span);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw ModelFailure.CutOff(e);
        }

        _ended = _finished ? true : throw ModelFailure.CutOff();
    }

    private ChatResponseUpdate? Read(ReadOnlySpan<byte> data)
    {
        if (!data.SequenceEqual("[DONE]"u8))
            return ReadChunk(data);
        _ended = true;
        return _finished ? null : Finish();
    }

    private ChatResponseUpdate? ReadChunk(ReadOnlySpan<byte> data)
    {
        _chunk.Read(data);
        if (_begun || _chunk.Text is { Length: > 0 } || _chunk.Reasoning is { Length: > 0 } || _chunk.HasToolCalls || _chunk.Finish is not null)
            Progress();
        var update = ChatUpdates.Of(_chunk);
        _finished |= _chunk.Finish is not null;
        return update;
    }

    // A server that says it is done without saying why has ended by itself.
    private ChatResponseUpdate? Finish()
    {
        _finished = true;
        return ChatUpdates.Finish(_chunk);
    }

    // The last line may lack its line end; a broken document there is what a cut connection leaves.
    private ChatResponseUpdate? End()
    {
        ChatResponseUpdate? last = null;
        try
        {
            if (_lines.TryReadRest(out var data))
                last = Read(data);
        }
        catch (ModelException e) when (e.Code == ModelErrors.Garbled)
        {
        }

        _ended = _finished ? true : throw ModelFailure.CutOff();
        return last;
    }

    private ChatResponseUpdate? Counts()
    {
        if (_counted || _chunk.Usage is null)
            return null;
        _counted = true;
        return ChatUpdates.Counts(_chunk);
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
            return _finished ? false : throw ModelFailure.Stalled();
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return _finished ? false : throw ModelFailure.CutOff(e);
        }
    }

    // Only while a read is pending, so that a slow consumer is not taken for a slow model and a fast model costs no timer.
    private void Expect()
    {
        _waiting = true;
        _patience.Expect(_finished && UsagePatience < _stallTimeout ? UsagePatience : _stallTimeout);
    }

    private void Progress()
    {
        _begun = true;
        if (!_waiting)
            return;
        _waiting = false;
        _patience.Relax();
    }
}
