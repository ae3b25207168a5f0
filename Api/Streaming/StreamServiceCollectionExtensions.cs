using ChatMemory.Extraction;
using Microsoft.Extensions.Options;
using HostOptions = ChatMemory.InProcess.HostOptions;

namespace ChatMemory.Api.Streaming;

/// <summary>Registers event streams and their end.</summary>
internal static class StreamServiceCollectionExtensions
{
    // What the rest of stopping may take.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    /// <summary>Adds what event streams are counted by. Who stops the server drains <see cref="OpenStreams"/>.</summary>
    public static IServiceCollection AddStreams(this IServiceCollection services) => services.AddSingleton<StreamGate>().AddSingleton<OpenStreams>();

    /// <summary>Has a one-process server drain them when it stops, and gives it the time for that and for what is under way beside them.</summary>
    public static IServiceCollection AddStreamShutdown(this IServiceCollection services)
    {
        services.AddHostedService<StreamShutdown>();
        services.AddOptions<Microsoft.Extensions.Hosting.HostOptions>().Configure<IOptions<HostOptions>, IOptions<ExtractionOptions>>(
            (process, host, extraction) => process.ShutdownTimeout = (2 * host.Value.ShutdownGrace) + extraction.Value.ShutdownGrace + Rest);
        return services;
    }
}
