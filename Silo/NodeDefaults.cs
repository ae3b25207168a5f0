using ChatMemory.Journals;
using Microsoft.Extensions.Configuration.Memory;

namespace ChatMemory.Silo;

/// <summary>What a node of a cluster has otherwise than the one-process server, unless it is configured.</summary>
internal static class NodeDefaults
{
    public static IConfigurationSource Source { get; } = new MemoryConfigurationSource
    {
        InitialData = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [$"{JournalOptions.Section}:{nameof(JournalOptions.Provider)}"] = nameof(JournalProvider.Postgres),
            // Orleans names grains in its messages, and their keys name users. What is left of it speaks of nodes only.
            ["Logging:LogLevel:Orleans"] = "None",
            // What its streams log under, by mistake.
            ["Logging:LogLevel:Microsoft.Extensions.Logging.ILogger"] = "None",
            ["Logging:LogLevel:Orleans.Runtime.MembershipService"] = "Warning",
            ["Logging:LogLevel:Orleans.Silo"] = "Warning",
            ["urls"] = "http://127.0.0.1:8080",
        },
    };
}
