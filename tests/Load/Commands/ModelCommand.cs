using System.CommandLine;
using System.Net;
using ChatMemory.Load.Model;

namespace ChatMemory.Load.Commands;

/// <summary><c>model</c>: the model stand-in, until it is stopped.</summary>
internal static class ModelCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Where it listens.", DefaultValueFactory = _ => 9100 };
        var any = new Option<bool>("--any-address") { Description = "Listens on every address of the machine instead of loopback only." };
        var first = new Option<double>("--first-token") { Description = "Milliseconds until the first token.", DefaultValueFactory = _ => 200 };
        var pace = new Option<double>("--pace") { Description = "Milliseconds from one token to the next.", DefaultValueFactory = _ => 20 };
        var command = new Command("model", "Serves the model that the runs expect: paced answers whose every token is known.") { port, any, first, pace };
        command.SetAction((arguments, cancellationToken) => ServeAsync(
            new(arguments.GetValue(any) ? IPAddress.Any : IPAddress.Loopback, arguments.GetValue(port)),
            TimeSpan.FromMilliseconds(arguments.GetValue(first)),
            TimeSpan.FromMilliseconds(arguments.GetValue(pace)),
            cancellationToken));
        return command;
    }

    private static async Task<int> ServeAsync(IPEndPoint at, TimeSpan firstToken, TimeSpan pace, CancellationToken cancellationToken)
    {
        await using var model = await ScriptedModel.StartAsync(firstToken, pace, at);
        Console.WriteLine($"OPENAI_BASE_URL={model.Endpoint}");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Stopped, as it must be.
        }

        return 0;
    }
}
