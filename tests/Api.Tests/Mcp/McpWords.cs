using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace ChatMemory.Api.Mcp;

/// <summary>The protocol's own client in the words of the tests.</summary>
internal static class McpWords
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<McpClient> ConnectAsync(Uri server, string user, string? credential = null)
    {
        var headers = new Dictionary<string, string> { ["X-User"] = Uri.EscapeDataString(user) };
        if (credential is not null)
            headers["Authorization"] = $"Bearer {credential}";
        var transport = new HttpClientTransport(new()
        {
            Endpoint = new(server, "/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = headers,
        });
        return McpClient.CreateAsync(transport, cancellationToken: Cancellation);
    }

    /// <summary>What a tool gives that must not fail.</summary>
    public static async Task<JsonElement> CallAsync(this McpClient client, string tool, Dictionary<string, object?> arguments)
    {
        var result = await client.CallToolAsync(tool, arguments, cancellationToken: Cancellation);
        Assert.True(result.IsError is not true, result.Text());
        return JsonSerializer.SerializeToElement(result.StructuredContent);
    }

    public static string Text(this CallToolResult result) => string.Concat(result.Content.OfType<TextContentBlock>().Select(block => block.Text));
}
