using ChatMemory.Cluster.Extraction;
using ChatMemory.Cluster.Nodes;
using ChatMemory.Cluster.OpenWork;
using ChatMemory.Cluster.Sessions;
using ChatMemory.Extraction;
using ChatMemory.InProcess;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace ChatMemory.Cluster;

/// <summary>Registers the engine's activations with a node.</summary>
public static class GrainServiceCollectionExtensions
{
    // How long chat events wait in a queue before the agent looks: what a subscriber's latency mostly is.
    private static readonly TimeSpan AgentPeriod = TimeSpan.FromMilliseconds(10);

    private const int BatchesAtOnce = 256;

    /// <summary>
    /// Adds the grains and <see cref="IChatMemoryHost"/> over them. Needs the engine's journals, models, memories, recall, sessions,
    /// values and its extraction without a sweep of its own; and of the node: membership, reminders and storage for subscriptions
    /// under the name <c>PubSubStore</c>.
    /// </summary>
    public static ISiloBuilder AddChatMemory(this ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.Services.AddClusterHost();
        silo.Services.AddOptions<OpenWorkOptions>()
            .BindConfiguration(OpenWorkOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        silo.Services.TryAddSingleton<LocalSessions>();
        silo.Services.TryAddSingleton<IChatSessionFactory, ChatSessionFactory>();
        silo.Services.TryAddSingleton<IUserMemoryFactory, UserMemoryFactory>();
        silo.Services.TryAddSingleton<IStoredValueFactory, StoredValueFactory>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, OpenWorkWatch>();
        silo.Services.ExtractInGrains();
        silo.Services.AddOptions<SiloMessagingOptions>().Configure<IOptions<ClusterOptions>>((messaging, options) =>
            (messaging.ResponseTimeout, messaging.CancelRequestOnTimeout) = (options.Value.ResponseTimeout, true));
        // The default directory ends every activation that a stopping node had registered, wherever it runs: answers would be cut on
        // nodes that nobody stops. This one hands its entries over.
#pragma warning disable ORLEANSEXP003 // For evaluation: what is stored nowhere can be changed with the next version.
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        return silo.AddMemoryStreams(SessionEvents.Provider, streams =>
        {
            streams.ConfigurePartitioning(SessionEvents.Queues);
            streams.ConfigurePullingAgent(agent => agent.Configure(options =>
                (options.GetQueueMsgsTimerPeriod, options.BatchContainerBatchSize) = (AgentPeriod, BatchesAtOnce)));
        });
    }

    // The pool goes on calling IExtractor; what it calls is in a grain from now on.
    private static void ExtractInGrains(this IServiceCollection services)
    {
        if (services.LastOrDefault(it => it.ServiceType == typeof(IExtractor)) is not { ImplementationFactory: { } local } extractor)
            return;
        services.Remove(extractor);
        services.AddKeyedSingleton(GrainExtractor.Local, (provider, _) => (IExtractor)local(provider));
        services.AddSingleton<IExtractor, GrainExtractor>();
    }
}
