using ChatMemory.Cluster.Client;
using ChatMemory.Cluster.Wire;
using ChatMemory.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace ChatMemory.Cluster;

/// <summary>Registers what a process needs that talks to the cluster.</summary>
public static class ClientServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IChatMemoryHost"/> and <see cref="SessionSubscriptions"/> over the cluster that <see cref="ClusterOptions"/>
    /// names. The process connects when its host starts.
    /// </summary>
    public static IHostApplicationBuilder AddChatMemoryClient(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var tls = builder.Configuration.GetSection(ClusterOptions.Section).Get<ClusterOptions>()?.Tls ?? new();
        builder.Services.AddOptions<ClusterOptions>()
            .Validate(options => options.ConnectionString is not null, $"{ClusterOptions.Section}:ConnectionString is needed to find the cluster.");
        builder.UseOrleansClient(client => client
            .AddChatMemory()
            .UseClusterTls(tls)
            .UseAdoNetClustering(clustering => clustering.Configure<IOptions<ClusterOptions>>((adoNet, options) =>
                (adoNet.Invariant, adoNet.ConnectionString) = (ClusterDatabase.Invariant, options.Value.ConnectionString))));
        return builder;
    }

    /// <summary>Adds the same to a client that says by other means where the cluster is.</summary>
    public static IClientBuilder AddChatMemory(this IClientBuilder client)
    {
        ArgumentNullException.ThrowIfNull(client);
        client.Services.AddClusterHost();
        client.Services.AddOptions<ClientMessagingOptions>().Configure<IOptions<ClusterOptions>>((messaging, options) =>
            (messaging.ResponseTimeout, messaging.CancelRequestOnTimeout) = (options.Value.ResponseTimeout, true));
        client.Services.AddOptions<GatewayOptions>().Configure<IOptions<ClusterOptions>>((gateways, options) =>
            gateways.GatewayListRefreshPeriod = options.Value.GatewayRefresh);
        client.UseConnectionRetryFilter<ReconnectAlways>();
        client.AddActivityPropagation();
        client.AddMemoryStreams(SessionEvents.Provider, streams => streams.ConfigurePartitioning(SessionEvents.Queues));
        return client;
    }

    /// <summary>What clients and nodes have in common.</summary>
    internal static IServiceCollection AddClusterHost(this IServiceCollection services)
    {
        services.AddEngineWire();
        services.AddOptions<ClusterOptions>()
            .BindConfiguration(ClusterOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<Orleans.Configuration.ClusterOptions>().Configure<IOptions<ClusterOptions>>((orleans, options) =>
            (orleans.ClusterId, orleans.ServiceId) = (options.Value.ClusterId, options.Value.ServiceId));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdSource, TimeOrderedIds>();
        services.TryAddSingleton<IChatMemoryHost, ClusterHost>();
        services.TryAddSingleton<SessionSubscriptions>();
        return services;
    }
}
