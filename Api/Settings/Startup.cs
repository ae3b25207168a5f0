using System.Net.Sockets;
using ChatMemory.Api.Credentials;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Settings;

/// <summary>Starts a server and says to people how that went: where it listens and what to try, or what to change.</summary>
public static class Startup
{
    /// <summary>Builds a server and runs it until it is told to stop.</summary>
    /// <returns>The exit code: 0, or 1 when it did not start.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        try
        {
            await using var server = build();
            server.Services.GetRequiredService<StartCheck>().Verify();
            if (!await StartAsync(server))
                return 0;
            server.Services.GetService<StartPhase>()?.End();
            await Banner.ShowAsync(server);
            await server.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception exception) when (Remedies(exception) is { Count: > 0 } remedies)
        {
            await Console.Error.WriteLineAsync("The server does not start:");
            foreach (var remedy in remedies)
                await Console.Error.WriteLineAsync($"  - {remedy}");
            return 1;
        }
    }

    // False when it was told to stop before it had started: what that broke off, several services together maybe, is no fault.
    private static async Task<bool> StartAsync(WebApplication server)
    {
        try
        {
            await server.StartAsync();
            return true;
        }
        catch (Exception) when (server.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return false;
        }
    }

    private static IReadOnlyList<string> Remedies(Exception exception) => exception switch
    {
        SettingsException settings => settings.Reasons,
        OptionsValidationException options => [.. options.Failures],
        AggregateException many => [.. many.InnerExceptions.SelectMany(Remedies)],
        IOException { InnerException: AddressInUseException } inUse => [$"{inUse.Message} Stop what listens there, or set ASPNETCORE_URLS to another address."],
        AddressInUseException => ["A port of the node is in use. Stop what listens there, or set ChatMemory__Node__Port and ChatMemory__Node__GatewayPort to others."],
        IOException { InnerException: SocketException } socket => [$"{socket.Message} Set ASPNETCORE_URLS to an address of this machine."],
        InvalidOperationException { Message: var message } when message.Contains("configuration", StringComparison.OrdinalIgnoreCase) => [message],
        FormatException format => [$"{format.Message} Set ASPNETCORE_URLS to something like {ListenAddresses.Default}."],
        ChatMemoryException engine => [engine.Message],
        UnauthorizedAccessException denied => [$"{denied.Message} Set ChatMemory__DataDirectory to a folder that this account may write to."],
        _ => [],
    };
}
