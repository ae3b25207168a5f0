using ChatMemory.Journals;

namespace ChatMemory.Silo.Schema;

/// <summary>Brings the cluster's tables up to date before anything looks for them.</summary>
internal sealed class ClusterSchemaStartup(ClusterSchema schema) : ISchemaStartup
{
    public Task StartingAsync(CancellationToken cancellationToken) => schema.UpgradeAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class ClusterSchemaServiceCollectionExtensions
{
    public static void AddClusterSchema(this IServiceCollection services)
    {
        services.AddSingleton<NodeDatabase>();
        services.AddSingleton<ClusterSchema>();
        services.AddHostedService<ClusterSchemaStartup>();
    }
}
