using System.Collections.Immutable;
using System.Text;

namespace ChatMemory.Support.StandIn;

/// <summary>What the stand-in does with a request. Immutable: each method gives a changed copy.</summary>
public sealed record ModelReply
{
    private ImmutableList<string> Tokens { get; init; } = [];

    private ImmutableList<(int AfterToken, Func<ReplyWriter, Task> Do)> Incidents { get; init; } = [];

    private ImmutableList<string> ToolPieces { get; init; } = [];

    private string? WholeTools { get; init; }

    private string? Finish { get; init; } = "stop";

    private bool Usage { get; init; } = true;

    private bool Done { get; init; } = true;

    private string LineEnd { get; init; } = "\n";

    private int Status { get; init; } = 200;

    private string? ContentType { get; init; }

    private ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;

    private ImmutableList<ReadOnlyMemory<byte>>? RawBody { get; init; }

    private Func<ReplyWriter, Task>? Before { get; init; }

    private Func<ReplyWriter, Task>? Stream { get; init; }

    internal int PieceLength { get; private init; }

    /// <summary>An answer of these tokens.</summary>
    public static ModelReply Saying(params string[] tokens) => new() { Tokens = [.. tokens] };

    /// <summary>An error status.</summary>
    public static ModelReply Refusing(int status, string? retryAfter = null, string code = "some_code", string message = "Refused.") => new()
    {
        Status = status,
        Headers = retryAfter is null ? ImmutableDictionary<string, string>.Empty : ImmutableDictionary<string, string>.Empty.Add("Retry-After", retryAfter),
        RawBody = [Encoding.UTF8.GetBytes(StandInWire.Error(code, message))],
        ContentType = "application/json",
    };

    /// <summary>A body word for word, piece by piece.</summary>
    public static ModelReply Raw(string contentType, params string[] pieces) => new()
    {
        ContentType = contentType,
        RawBody = [.. pieces.Select(piece => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(piece))],
    };

    /// <summary>A long answer as fast as the connection takes it: bytes made once and written many times.</summary>
    /// <param name="tokens">How many tokens of 5 characters.</param>
    /// <param name="tokensPerWrite">How many go out together.</param>
    public static ModelReply Flood(int tokens, int tokensPerWrite = 32) => new() { Stream = new StandInFlood(tokens, tokensPerWrite).SendAsync };

    /// <summary>An answer of these tokens in real time.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="first">How long the first takes.</param>
    /// <param name="pace">The time from one to the next.</param>
    public static ModelReply Paced(IReadOnlyList<string> tokens, TimeSpan first, TimeSpan pace) => Paced(tokens.Count, place => tokens[place], first, pace);

    /// <summary>The same with tokens that are made when they are due.</summary>
    public static ModelReply Paced(int count, Func<int, string> token, TimeSpan first, TimeSpan pace) => new() { Stream = new StandInPace(count, token, first, pace).SendAsync };

    /// <summary>Calls a function; the arguments arrive in these pieces.</summary>
    public ModelReply CallingTool(int index, string? id, string name, params string[] argumentPieces) => this with
    {
        Finish = "tool_calls",
        ToolPieces = ToolPieces.AddRange(StandInWire.ToolPieces(index, id, name, argumentPieces)),
        WholeTools = (WholeTools is null ? "" : WholeTools + ",") + StandInWire.WholeTool(id, name, string.Concat(argumentPieces)),
    };

    public ModelReply FinishedBy(string? reason) => this with { Finish = reason };

    public ModelReply WithoutUsage() => this with { Usage = false };

    public ModelReply WithoutDone() => this with { Done = false };

    public ModelReply WithCrLf() => this with { LineEnd = "\r\n" };

    public ModelReply InPiecesOf(int bytes) => this with { PieceLength = bytes };

    /// <summary>Something else on the wire after so many tokens: a comment, broken JSON, an error.</summary>
    public ModelReply Writing(int afterToken, string text) =>
        Doing(afterToken, writer => writer.WriteAsync(Encoding.UTF8.GetBytes(text)));

    /// <summary>Holds the rest back until the gate opens.</summary>
    public ModelReply WaitingFor(Task gate, int afterToken) => Doing(afterToken, writer => gate.WaitAsync(writer.Gone));

    /// <summary>Sends nothing more until the client hangs up.</summary>
    public ModelReply StallingAfter(int token) => Doing(token, writer => Task.Delay(Timeout.Infinite, writer.Gone));

    /// <summary>Cuts the connection when the gate opens. A cut takes along what is still on its way, so a test opens the gate when the client has read what it is to have.</summary>
    public ModelReply CutAfter(int token, Task? gate = null) => Doing(token, async writer =>
    {
        if (gate is not null)
            await gate.WaitAsync(writer.Gone);
        writer.Abort();
        throw new OperationCanceledException();
    });

    /// <summary>Holds back even the headers until the gate opens.</summary>
    public ModelReply WithHeadersAfter(Task gate) => this with { Before = writer => gate.WaitAsync(writer.Gone) };

    /// <summary>Waits so long before each token, in real time, for demonstrations and benchmarks.</summary>
    public ModelReply PacedBy(TimeSpan pace) => this with
    {
        Incidents = [.. Enumerable.Range(0, Tokens.Count).Select(token => (token, (Func<ReplyWriter, Task>)(writer => Task.Delay(pace, writer.Gone)))), .. Incidents],
    };

    internal async Task SendAsync(ReplyWriter writer, bool isStreamed)
    {
        if (Before is { } before)
            await before(writer);
        await writer.BeginAsync(Status, ContentType ?? (isStreamed ? "text/event-stream" : "application/json"), Headers);
        if (RawBody is { } pieces)
            await WriteAsync(writer, pieces);
        else if (isStreamed)
            await (Stream ?? StreamAsync)(writer);
        else
            await writer.WriteAsync(Encoding.UTF8.GetBytes(StandInWire.Whole(string.Concat(Tokens), WholeTools, Finish, Tokens.Count, Usage)));
    }

    private ModelReply Doing(int afterToken, Func<ReplyWriter, Task> incident) => this with { Incidents = Incidents.Add((afterToken, incident)) };

    private async Task WriteAsync(ReplyWriter writer, ImmutableList<ReadOnlyMemory<byte>> pieces)
    {
        foreach (var piece in pieces)
            await writer.WriteAsync(piece);
        foreach (var (_, incident) in Incidents)
            await incident(writer);
    }

    private async Task StreamAsync(ReplyWriter writer)
    {
        await EventAsync(writer, StandInWire.Role());
        for (var token = 0; token <= Tokens.Count; token++)
        {
            foreach (var (_, incident) in Incidents.Where(one => one.AfterToken == token))
                await incident(writer);
            if (token < Tokens.Count)
                await EventAsync(writer, StandInWire.Token(Tokens[token]));
        }

        foreach (var piece in ToolPieces)
            await EventAsync(writer, piece);
        if (Finish is { } reason)
            await EventAsync(writer, StandInWire.Finish(reason));
        if (Usage)
            await EventAsync(writer, StandInWire.UsageChunk(Tokens.Count));
        if (Done)
            await EventAsync(writer, "[DONE]");
    }

    private Task EventAsync(ReplyWriter writer, string data) => writer.WriteAsync(Encoding.UTF8.GetBytes($"data: {data}{LineEnd}{LineEnd}"));
}
