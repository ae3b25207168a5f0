using System.Text;
using ChatMemory.Api.ConsolePage;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Demo;
using ChatMemory.Journals;
using ChatMemory.Models;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Settings;

/// <summary>What is said when the server has started: to people what a newcomer wants to know, to a machine one record of its log.</summary>
internal static partial class Banner
{
    public static async Task ShowAsync(WebApplication app)
    {
        var form = app.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName ?? ConsoleFormatterNames.Simple;
        if (form.Equals(ConsoleFormatterNames.Simple, StringComparison.OrdinalIgnoreCase))
            await Console.Out.WriteLineAsync(Of(app));
        else
            LogStarted(app.Logger, string.Join(", ", app.Urls), DataFolder(app), Models(app.Services.GetRequiredService<ModelsInUse>()));
    }

    private static string Of(WebApplication app)
    {
        var address = app.Urls.FirstOrDefault() ?? ListenAddresses.Default;
        var keys = app.Services.GetRequiredService<KeyRing>();
        return $$"""

            ChatMemoryCluster
              address      {{string.Join(", ", app.Urls)}}
              page         {{(ConsolePageEndpoints.IsServed(app.Services) ? $"{address}/{Demo(app)}" : "off   (ChatMemory__Console__Enabled)")}}
              data         {{DataFolder(app)}}   (ChatMemory__DataDirectory)
              chat model   {{Models(app.Services.GetRequiredService<ModelsInUse>())}}
              credentials  {{(keys.IsOpen ? "none: this machine only, tenant 'default'   (ChatMemory__Keys__0__Hash)" : "API keys")}}

            Try:
              curl -N {{address}}/api/chat -H 'Content-Type: application/json' -d '{"user":"ada","input":"Hi, I am Ada and I love pistachio ice cream."}'
              curl -N {{address}}/api/chat -H 'Content-Type: application/json' -d '{"user":"ada","input":"Which ice cream do I love?"}'

            """;
    }

    private static string DataFolder(WebApplication app) =>
        Path.GetFullPath(app.Services.GetRequiredService<IOptions<DataOptions>>().Value.DataDirectory);

    private static string Demo(WebApplication app) =>
        app.Services.GetService<DemoSeed>() is null ? "" : $"#user={DemoConversations.User}";

    private static string Models(ModelsInUse models) => models.ChatOffline
        ? "offline responder, which is no language model   (OPENAI_API_KEY, OPENAI_BASE_URL)"
        : new StringBuilder(models.Chat).Append(models.Endpoint is { } endpoint ? $" at {endpoint}" : "").Append($", embeddings {models.Embedding}").ToString();

    [LoggerMessage(30, LogLevel.Information, "The server listens on {Addresses}. Its data are in {Folder}. Chat model: {ChatModel}")]
    private static partial void LogStarted(ILogger log, string addresses, string folder, string chatModel);
}
