using ChatMemory.Extraction;
using Microsoft.Extensions.Options;
using HostOptions = ChatMemory.InProcess.HostOptions;

namespace ChatMemory.Api.Streaming;

/// <summary>Registers the end of event streams.</summary>
internal static class StreamServiceCollectionExtensions
{
    // What the rest of stopping may take.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Has a one-process server drain its <see cref="StreamGate"/> when it stops, and gives it the time for that and for what is under way
    /// beside them.
    /// </summary>
    public static IServiceCollection AddStreamShutdown(this IServiceCollection services)
    {
        services.AddHostedService<StreamShutdown>();
        services.AddOptions<Microsoft.Extensions.Hosting.HostOptions>().Configure<IOptions<HostOptions>, IOptions<ExtractionOptions>>(
            (process, host, extraction) => process.ShutdownTimeout = (2 * host.Value.ShutdownGrace) + extraction.Value.ShutdownGrace + Rest);
        return services;
    }
}
