using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ChatMemory.Api.Mcp;

/// <summary>A tool that tells a model what went wrong in words it can act on; by itself the protocol hides what most exceptions say.</summary>
internal sealed class TellingTool(McpServerTool tool) : DelegatingMcpServerTool(tool)
{
    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.InvokeAsync(request, cancellationToken);
        }
        catch (Exception failure) when (Explain(failure) is { } told)
        {
            return new() { IsError = true, Content = [new TextContentBlock { Text = told }] };
        }
    }

    private string? Explain(Exception failure) => failure switch
    {
        McpException told => told.Message,
        InvalidCommandException invalid => string.Join(" ", invalid.Errors.Select(error => $"{error.Field[(error.Field.LastIndexOf('.') + 1)..]} {error.Message}.")),
        OverloadedException => "A limit is reached. Try again later.",
        ChatMemoryException => "The memory is not available now. Try again later.",
        ArgumentException or JsonException => $"The arguments do not fit the schema of {ProtocolTool.Name}: required are {Required()}.",
        _ => null,
    };

    private string Required() => ProtocolTool.InputSchema.TryGetProperty("required", out var names) ? string.Join(", ", names.EnumerateArray()) : "none";
}
