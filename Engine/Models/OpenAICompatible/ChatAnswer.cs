using System.Buffers;
using System.Text;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>
/// What the lines of a streamed answer say. Texts that are here together become one update, so that a model faster than what follows
/// costs little for each token; nothing is waited for.
/// </summary>
internal sealed class ChatAnswer(SseReader lines)
{
    private readonly ChatChunk _chunk = new();
    private readonly ChunkShape _shape = new();
    private readonly ArrayBufferWriter<char> _text = new();
    private bool _begun;
    private bool _counted;

    /// <summary>Whether nothing more of it is to be read.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Whether the model has said how it ended.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Whether the answer has begun, or gone on, since <see cref="Next"/> was called.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>What the lines that are here add to the answer; null when nothing.</summary>
    /// <exception cref="ModelException">A line cannot be read, or reports an error.</exception>
    public ChatResponseUpdate? Next()
    {
        HasMoved = false;
        while (!HasEnded && lines.TryRead(out var line))
        {
            if (_shape.TryRead(line, out var text))
                Say(text);
            else if (ReadAfterText(line) is { } update)
                return update;
        }

        return Said();
    }

    /// <summary>The stream has ended: what its last line says.</summary>
    /// <exception cref="ModelException">The answer has not ended.</exception>
    public ChatResponseUpdate? End()
    {
        var last = Rest();
        HasEnded = IsFinished ? true : throw ModelFailure.CutOff();
        return last;
    }

    /// <summary>An answer that was not streamed.</summary>
    /// <exception cref="ModelException">It cannot be read, reports an error, or has not ended.</exception>
    public ChatResponseUpdate? Whole(ReadOnlySpan<byte> json)
    {
        var update = ReadChunk(json);
        HasEnded = IsFinished ? true : throw ModelFailure.CutOff();
        return update;
    }

    /// <summary>What the model counted; null when it did not say, or this was asked before.</summary>
    public ChatResponseUpdate? Counts()
    {
        if (_counted || _chunk.Usage is null)
            return null;
        _counted = true;
        return ChatUpdates.Counts(_chunk);
    }

    // A broken line does not take along the text before it: the line is read, and refused, when the text has been given.
    private ChatResponseUpdate? ReadAfterText(ReadOnlySpan<byte> line)
    {
        try
        {
            return Read(line);
        }
        catch (ModelException) when (_text.WrittenCount > 0)
        {
            lines.Unread();
            return Said();
        }
    }

    // The last line may lack its line end; a broken document there is what a cut connection leaves.
    private ChatResponseUpdate? Rest()
    {
        try
        {
            return lines.TryReadRest(out var line) ? Read(line) ?? Said() : null;
        }
        catch (ModelException e) when (e.Code == ModelErrors.Garbled)
        {
            return null;
        }
    }

    private ChatResponseUpdate? Read(ReadOnlySpan<byte> line)
    {
        if (!line.SequenceEqual("[DONE]"u8))
            return ReadChunk(line);
        HasEnded = true;
        // A server that says it is done without saying why has ended by itself.
        return IsFinished ? null : Finish();
    }

    private ChatResponseUpdate? ReadChunk(ReadOnlySpan<byte> json)
    {
        _chunk.Read(json);
        if (_chunk.IsText)
        {
            _shape.Keep(json, _chunk.TextPlace);
            Say(_chunk.Text);
            return null;
        }

        if (_chunk.Finish is not null)
            return Finish();
        if (_begun || _chunk.Reasoning is { Length: > 0 } || _chunk.HasToolCalls)
            Move();
        return ChatUpdates.Of(_chunk) is { } update ? AfterText(update) : null;
    }

    private ChatResponseUpdate Finish()
    {
        Move();
        IsFinished = true;
        return AfterText(ChatUpdates.Finish(_chunk));
    }

    private void Say(ReadOnlySpan<byte> text)
    {
        Move();
        _text.Advance(Encoding.UTF8.GetChars(text, _text.GetSpan(text.Length)));
    }

    private void Say(ReadOnlySpan<char> text)
    {
        Move();
        _text.Write(text);
    }

    private void Move() => _begun = HasMoved = true;

    private ChatResponseUpdate? Said() => _text.WrittenCount > 0 ? ChatUpdates.Text(_chunk, TakeText()) : null;

    private ChatResponseUpdate AfterText(ChatResponseUpdate update)
    {
        if (_text.WrittenCount > 0)
            update.Contents.Insert(0, new TextContent(TakeText()));
        return update;
    }

    private string TakeText()
    {
        var text = _text.WrittenSpan.ToString();
        _text.ResetWrittenCount();
        return text;
    }
}
