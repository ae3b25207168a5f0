using System.Diagnostics;
using System.Globalization;
using ChatMemory.Support.StandIn;

namespace ChatMemory.Benchmarks.Processes;

/// <summary>
/// The model server of the tests as a process of its own, so that its work is not counted as anybody else's. A request's model
/// says how it answers: <see cref="Paced"/> or <see cref="Flood"/>. Whoever extracts is told that there is nothing to remember.
/// </summary>
internal sealed class StandIn : IAsyncDisposable
{
    public const string Command = "stand-in";
    public const string StampMark = "at";
    private const string Ready = "endpoint ";

    private readonly Child _child;

    private StandIn(Child child, Uri endpoint)
    {
        _child = child;
        Endpoint = endpoint;
    }

    public Uri Endpoint { get; }

    /// <summary>The first token at once, each further one so many milliseconds after the one before.</summary>
    public static string Paced(int tokens, int milliseconds) => $"paced-{tokens}-{milliseconds}";

    /// <summary>As <see cref="Paced"/>, each token telling when it was written: <see cref="StampMark"/> and the timestamp.</summary>
    public static string Stamped(int tokens, int milliseconds) => $"stamped-{tokens}-{milliseconds}";

    /// <summary>Tokens of 5 characters as fast as they are read, so many in a write.</summary>
    public static string Flood(int tokens, int together) => $"flood-{tokens}-{together}";

    public static async Task<StandIn> StartAsync()
    {
        var child = Child.Start("dotnet", typeof(StandIn).Assembly.Location, Command);
        try
        {
            return new(child, new(await child.ReadyAsync(Ready)));
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the process does: answers until nobody holds its standard input any more.</summary>
    public static async Task<int> ServeAsync()
    {
        await using var model = await StandInModel.StartAsync(record: false);
        model.Otherwise = Reply;
        Console.WriteLine(Ready + model.Endpoint);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private static ModelReply Reply(ReceivedRequest request) =>
        request.Body.GetProperty("model").GetString()!.Split('-') switch
        {
            ["paced", var tokens, var milliseconds] => Pacing(Number(tokens), TimeSpan.FromMilliseconds(Number(milliseconds))),
            ["stamped", var tokens, var milliseconds] => ModelReply.Paced(
                Number(tokens), _ => $" {StampMark}{Stopwatch.GetTimestamp()}", TimeSpan.Zero, TimeSpan.FromMilliseconds(Number(milliseconds))),
            ["flood", var tokens, var together] => ModelReply.Flood(Number(tokens), Number(together)),
            _ => ModelReply.Saying("{\"memories\":[]}"),
        };

    private static ModelReply Pacing(int tokens, TimeSpan pace)
    {
        var reply = ModelReply.Saying([.. Enumerable.Repeat(" word", tokens)]);
        for (var token = 1; token < tokens && pace > TimeSpan.Zero; token++)
            reply = reply.WaitingFor(Task.Delay(pace * token), token);
        return reply;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
