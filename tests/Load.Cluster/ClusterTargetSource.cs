using System.CommandLine;
using ChatMemory.Cluster;
using ChatMemory.Keys;
using ChatMemory.Load.Targets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Load.Cluster;

/// <summary>Through the Orleans client, with all settings that a client of the cluster has.</summary>
internal sealed class ClusterTargetSource : ITargetSource
{
    private readonly Option<string?> _connection = new("--connection")
    {
        Description = "The cluster's PostgreSQL, in Npgsql's form. Default: the environment's ChatMemory__Cluster__ConnectionString, which is the place for a password.",
    };

    private readonly Option<string> _tenant = new("--tenant") { Description = "Whose users they are.", DefaultValueFactory = _ => TenantId.Default.Value };

    public string Description => "through the Orleans client";

    public IReadOnlyList<Option> Options => [_connection, _tenant];

    public async Task<IChatTarget> OpenAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        if (arguments.GetValue(_connection) is { } connection)
            builder.Configuration[$"{ClusterOptions.Section}:{nameof(ClusterOptions.ConnectionString)}"] = connection;
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.AddChatMemoryClient();
        var client = builder.Build();
        await client.StartAsync(cancellationToken);
        return new ClusterTarget(client, TenantId.Parse(arguments.GetRequiredValue(_tenant)));
    }
}
