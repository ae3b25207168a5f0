using ChatMemory.Api.Credentials;
using ChatMemory.Api.Demo;
using ChatMemory.Api.Settings;
using ChatMemory.Api.Streaming;
using ChatMemory.Extraction;
using ChatMemory.InProcess;
using ChatMemory.Journals;
using ChatMemory.Memories;
using ChatMemory.Models;
using ChatMemory.Recall;
using ChatMemory.Sessions;
using ChatMemory.Users;
using ChatMemory.Values;

namespace ChatMemory.Api;

/// <summary>The engine and its API in one process.</summary>
internal static class OneProcessServer
{
    /// <summary>Builds it; nothing is opened before it starts.</summary>
    /// <param name="args">The command line: settings as <c>--Key=Value</c>, and <c>--demo</c>.</param>
    /// <param name="configure">What a test has otherwise.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder([.. args.Where(argument => argument != DemoServiceCollectionExtensions.Argument)]);
        builder.UseServerDefaults();
        if (ListenAddresses.Of(builder.Configuration) is [])
            builder.WebHost.UseUrls(ListenAddresses.Default);

        builder.Services
            .AddModels()
            .AddJournals()
            .AddRecall()
            .AddMemories()
            .AddExtraction(provider => !provider.GetRequiredService<ModelsInUse>().ChatOffline)
            .AddSessions()
            .AddValues()
            .AddUsers()
            .AddInProcessHost()
            .AddChatMemoryApi()
            .AddStreamShutdown();
        if (args.Contains(DemoServiceCollectionExtensions.Argument))
            builder.AddDemo();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapChatMemoryApi();
        return app;
    }
}
