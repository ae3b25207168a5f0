using System.Net;
using ChatMemory.Cluster;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using ClusterOptions = ChatMemory.Cluster.ClusterOptions;

namespace ChatMemory.Silo;

/// <summary>Makes a process a node of the cluster.</summary>
internal static class NodeServiceCollectionExtensions
{
    private const string Subscriptions = "PubSubStore";

    // When a node hangs, the others ask it once more for what it knew after they have declared it dead, and no grain that it had
    // registered is found until they give up. The default is half a minute.
    private static readonly TimeSpan NodesAnswerWithin = TimeSpan.FromSeconds(4);

    /// <summary>Adds what every node has, whatever its role.</summary>
    public static void AddNode(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<NodeOptions>()
            .BindConfiguration(NodeOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddHostedService<NodeShutdown>();
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<NodeOptions>>((host, node) =>
            host.ShutdownTimeout = node.Value.ShutdownDelay + node.Value.ShutdownGrace + NodeShutdown.Rest);
    }

    /// <summary>Makes it a silo.</summary>
    public static void AddSilo(this WebApplicationBuilder builder)
    {
        var tls = builder.Configuration.GetSection(ClusterOptions.Section).Get<ClusterOptions>()?.Tls ?? new();
        builder.Host.UseOrleans(silo => silo
            .AddChatMemory()
            .AddActivityPropagation()
            .UseClusterTls(tls)
            .UseDatabase()
            .ConfigureNode());
    }

    private static ISiloBuilder UseDatabase(this ISiloBuilder silo)
    {
        silo.UseAdoNetClustering(options => options.Configure<NodeDatabase>((adoNet, database) =>
            (adoNet.Invariant, adoNet.ConnectionString) = (ClusterDatabase.Invariant, database.ConnectionString)));
        silo.Services.UseAdoNetReminderService(options => options.Configure<NodeDatabase>((adoNet, database) =>
            (adoNet.Invariant, adoNet.ConnectionString) = (ClusterDatabase.Invariant, database.ConnectionString)));
        silo.AddAdoNetGrainStorage(Subscriptions, options => options.Configure<NodeDatabase, Serializer>((adoNet, database, serializer) =>
        {
            (adoNet.Invariant, adoNet.ConnectionString) = (ClusterDatabase.Invariant, database.ConnectionString);
            adoNet.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
        }));
        return silo;
    }

    private static ISiloBuilder ConfigureNode(this ISiloBuilder silo)
    {
        silo.Configure<EndpointOptions, NodeOptions>((endpoint, node) =>
        {
            endpoint.AdvertisedIPAddress = IPAddress.Parse(node.Address);
            (endpoint.SiloPort, endpoint.GatewayPort) = (node.Port, node.GatewayPort);
            if (!node.ListenOnAny)
                return;
            endpoint.SiloListeningEndpoint = new(IPAddress.Any, node.Port);
            endpoint.GatewayListeningEndpoint = new(IPAddress.Any, node.GatewayPort);
        });
        silo.Configure<SiloOptions, NodeOptions>((options, node) => options.SiloName = node.Name ?? $"{Environment.MachineName}-{node.Port}");
        silo.Configure<ClusterMembershipOptions, NodeOptions>((membership, node) =>
        {
            (membership.ProbeTimeout, membership.NumMissedProbesLimit) = (node.ProbeEvery, node.MissedProbes);
            (membership.NumVotesForDeathDeclaration, membership.IAmAliveTablePublishTimeout) = (node.DeathVotes, node.AliveEvery);
            // Asked to look for itself, a node that died at the same moment does not answer, and that counts for nothing: two of three
            // nodes would stay undetected for a minute.
            membership.EnableIndirectProbes = false;
        });
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, DeadMembers>();
        silo.Configure<GrainCollectionOptions, NodeOptions>((collection, node) => collection.CollectionAge = node.IdleAfter);
        silo.Configure<LoadSheddingOptions, NodeOptions>((shedding, node) =>
        {
            shedding.LoadSheddingEnabled = node.ShedAbove.Cpu > 0 || node.ShedAbove.Memory > 0;
            (shedding.CpuThreshold, shedding.MemoryThreshold) = (OrNever(node.ShedAbove.Cpu), OrNever(node.ShedAbove.Memory));
        });
        silo.Configure<SiloMessagingOptions, NodeOptions>((messaging, node) =>
        {
            (messaging.MaxEnqueuedRequestsSoftLimit, messaging.MaxEnqueuedRequestsHardLimit) = (node.MaxCalls, node.MaxCalls);
            messaging.SystemResponseTimeout = NodesAnswerWithin;
        });
        return silo;
    }

    // Nothing is above 100 percent.
    private static int OrNever(int percent) => percent > 0 ? percent : 100;

    private static void Configure<TOptions, TSettings>(this ISiloBuilder silo, Action<TOptions, TSettings> configure)
        where TOptions : class
        where TSettings : class =>
        silo.Services.AddOptions<TOptions>().Configure<IOptions<TSettings>>((options, settings) => configure(options, settings.Value));
}
