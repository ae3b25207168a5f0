using System.Text;
using ChatMemory.Api.ConsolePage;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Demo;
using ChatMemory.Journals;
using ChatMemory.Models;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Settings;

/// <summary>What a newcomer reads when the server has started.</summary>
internal static class Banner
{
    public static string Of(WebApplication app)
    {
        var address = app.Urls.FirstOrDefault() ?? ListenAddresses.Default;
        var data = app.Services.GetRequiredService<IOptions<DataOptions>>().Value.DataDirectory;
        var keys = app.Services.GetRequiredService<KeyRing>();
        return $$"""

            ChatMemoryCluster
              address      {{string.Join(", ", app.Urls)}}
              page         {{(ConsolePageEndpoints.IsServed(app.Services) ? $"{address}/{Demo(app)}" : "off   (ChatMemory__Console__Enabled)")}}
              data         {{Path.GetFullPath(data)}}   (ChatMemory__DataDirectory)
              chat model   {{Models(app.Services.GetRequiredService<ModelsInUse>())}}
              credentials  {{(keys.IsOpen ? "none: this machine only, tenant 'default'   (ChatMemory__Keys__0__Hash)" : "API keys")}}

            Try:
              curl -N {{address}}/api/chat -H 'Content-Type: application/json' -d '{"user":"ada","input":"Hi, I am Ada and I love pistachio ice cream."}'
              curl -N {{address}}/api/chat -H 'Content-Type: application/json' -d '{"user":"ada","input":"Which ice cream do I love?"}'

            """;
    }

    private static string Demo(WebApplication app) =>
        app.Services.GetService<DemoSeed>() is null ? "" : $"#user={DemoConversations.User}";

    private static string Models(ModelsInUse models) => models.ChatOffline
        ? "offline responder, which is no language model   (OPENAI_API_KEY, OPENAI_BASE_URL)"
        : new StringBuilder(models.Chat).Append(models.Endpoint is { } endpoint ? $" at {endpoint}" : "").Append($", embeddings {models.Embedding}").ToString();
}
