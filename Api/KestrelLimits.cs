using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api;

/// <summary>Bounds what connections may take. Clients that read too slowly are cut off by Kestrel's default of 240 bytes a second while something waits to be sent.</summary>
internal sealed class KestrelLimits(IOptions<ApiOptions> api) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = api.Value.MaxBodyBytes;
        options.Limits.MaxConcurrentConnections = api.Value.MaxConnections;
        options.Limits.MaxConcurrentUpgradedConnections = api.Value.MaxConnections;
    }
}
