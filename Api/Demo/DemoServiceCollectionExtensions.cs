using ChatMemory.Models;
using Microsoft.Extensions.Configuration.Memory;
using SessionOptions = ChatMemory.Sessions.SessionOptions;

namespace ChatMemory.Api.Demo;

/// <summary>What <c>--demo</c> adds to the one-process server.</summary>
internal static class DemoServiceCollectionExtensions
{
    public const string Argument = "--demo";

    /// <summary>Has a user with a few conversations, an offline responder slow enough to watch, and patience with the first recall of a cold start.</summary>
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
            {
                [$"{ModelOptions.Section}:{nameof(ModelOptions.OfflinePace)}"] = "00:00:00.040",
                [$"{SessionOptions.Section}:{nameof(SessionOptions.RecallBudget)}"] = "00:00:03",
            },
        });
        builder.Services.AddSingleton<DemoSeed>().AddHostedService(provider => provider.GetRequiredService<DemoSeed>());
    }
}
