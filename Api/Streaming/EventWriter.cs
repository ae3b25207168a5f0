using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using ChatMemory.Serialization;

namespace ChatMemory.Api.Streaming;

/// <summary>Writes server-sent events as UTF-8 straight into the response's pipe.</summary>
internal sealed class EventWriter(PipeWriter output) : IDisposable
{
    // A replay of a long history goes out in pieces instead of being gathered in memory.
    private const int FlushAfterBytes = 32 * 1024;
    private const int MaxDigits = 20;

    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { Encoder = EngineJson.Options.Encoder, SkipValidation = true });

    public bool IsFull => output.UnflushedBytes >= FlushAfterBytes;

    public void Dispose() => _json.Dispose();

    public ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);

    /// <summary>Begins an event of data alone; what is written to the result goes out with <see cref="EndData"/>.</summary>
    public Utf8JsonWriter BeginData()
    {
        output.Write("data: "u8);
        _json.Reset();
        return _json;
    }

    /// <summary>Begins an event with a name.</summary>
    public Utf8JsonWriter BeginData(ReadOnlySpan<byte> type)
    {
        output.Write("event: "u8);
        output.Write(type);
        output.Write("\n"u8);
        return BeginData();
    }

    public void EndData()
    {
        _json.Flush();
        output.Write("\n\n"u8);
    }

    /// <summary>Lines of the stream word for word, such as a comment.</summary>
    public void WriteRaw(ReadOnlySpan<byte> lines) => output.Write(lines);

    /// <summary>One event with a number that a client can resume after.</summary>
    public void Write<T>(long number, ReadOnlySpan<byte> type, T data)
    {
        output.Write("id: "u8);
        Utf8Formatter.TryFormat(number, output.GetSpan(MaxDigits), out var written);
        output.Advance(written);
        output.Write("\n"u8);
        Write(type, data);
    }

    /// <summary>One event with an id of another form to resume after.</summary>
    public void Write<T>(string id, ReadOnlySpan<byte> type, T data)
    {
        output.Write("id: "u8);
        Encoding.UTF8.GetBytes(id, output);
        output.Write("\n"u8);
        Write(type, data);
    }

    /// <summary>One event without a number: a client's place in the stream stays what it was.</summary>
    public void Write<T>(ReadOnlySpan<byte> type, T data)
    {
        output.Write("event: "u8);
        output.Write(type);
        output.Write("\ndata: "u8);
        _json.Reset();
        JsonSerializer.Serialize(_json, data, EngineJson.Options);
        _json.Flush();
        output.Write("\n\n"u8);
    }
}
