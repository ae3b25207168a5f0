using ChatMemory.Api;
using ChatMemory.Api.Settings;
using ChatMemory.Api.Telemetry;
using ChatMemory.Cluster;
using ChatMemory.Cluster.OpenWork;
using ChatMemory.Cluster.Qdrant;
using ChatMemory.Extraction;
using ChatMemory.Journals;
using ChatMemory.Memories;
using ChatMemory.Models;
using ChatMemory.Recall;
using ChatMemory.Recall.Shared;
using ChatMemory.Sessions;
using ChatMemory.Silo.Schema;
using ChatMemory.Silo.TokenKeys;
using ChatMemory.Users;
using ChatMemory.Values;
using Microsoft.Extensions.Options;

namespace ChatMemory.Silo;

/// <summary>A process of the cluster.</summary>
internal static class Node
{
    /// <summary>Builds it; nothing is opened before it starts.</summary>
    /// <param name="args">The command line: <c>--role node|silo|gateway</c> and settings as <c>--Key=Value</c>.</param>
    /// <param name="configure">What a test has otherwise.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder([.. args.Where(arg => arg != "--schema-only")]);
        builder.Configuration.Sources.Insert(0, NodeDefaults.Source);
        builder.UseServerDefaults();

        var role = builder.Configuration.GetValue("role", NodeRole.Node);
        builder.AddEngine(role);
        configure?.Invoke(builder);

        var app = builder.Build();
        if (role == NodeRole.Silo)
            app.MapNodeHealth();
        else
            app.MapChatMemoryApi();
        return app;
    }

    private static void AddEngine(this WebApplicationBuilder builder, NodeRole role)
    {
        // The schema comes before everything that looks for it.
        builder.Services.AddClusterSchema();
        builder.Services.AddTokenKeys();
        builder.Services.AddModels().AddJournals().AddSessions().AddValues().AddUsers();
        builder.Services.AddSingleton(new SettingsSection(ClusterOptions.Section, typeof(ClusterOptions)));
        builder.Services.AddSingleton(new SettingsSection(ClusterOptions.Section + ":Tls", typeof(ClusterTlsOptions)));
        builder.Services.AddSingleton(new SettingsSection(NodeOptions.Section, typeof(NodeOptions)));
        builder.Services.AddSingleton(new SettingsSection(OpenWorkOptions.Section, typeof(OpenWorkOptions)));
        builder.Services.AddSingleton(new SettingsSection(QdrantOptions.Section, typeof(QdrantOptions)));
        builder.Services.AddSingleton(new SettingsSection($"{QdrantOptions.Section}:{nameof(QdrantOptions.Users)}", typeof(SharedRecallOptions)));
        builder.Services.AddOptions<ClusterOptions>().PostConfigure<IOptions<JournalOptions>>((cluster, journals) =>
            cluster.ConnectionString ??= journals.Value.ConnectionString);
        if (role == NodeRole.Gateway)
        {
            builder.AddChatMemoryClient();
            // So that it listens, alive and not ready, while the client looks for the cluster.
            builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        }
        else
        {
            builder.Services.AddRecall().AddMemories()
                .AddExtraction(provider => !provider.GetRequiredService<ModelsInUse>().ChatOffline, sweeps: false)
                .AddQdrant(builder.Configuration);
            builder.AddSilo();
        }

        builder.AddNode();
        builder.Services.AddSingleton(new TelemetrySource("Microsoft.Orleans*"));
        builder.Services.AddChatMemoryApi();
    }
}
