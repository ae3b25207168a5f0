using ChatMemory.Models;
using Microsoft.Extensions.Configuration.Memory;

namespace ChatMemory.Api.Demo;

/// <summary>What <c>--demo</c> adds to the one-process server.</summary>
internal static class DemoServiceCollectionExtensions
{
    public const string Argument = "--demo";

    /// <summary>Has a user with a few conversations, and an offline responder slow enough to watch.</summary>
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
            {
                [$"{ModelOptions.Section}:{nameof(ModelOptions.OfflinePace)}"] = "00:00:00.040",
            },
        });
        builder.Services.AddSingleton<DemoSeed>().AddHostedService(provider => provider.GetRequiredService<DemoSeed>());
    }
}
