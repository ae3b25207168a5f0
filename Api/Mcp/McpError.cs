using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace ChatMemory.Api.Mcp;

/// <summary>A refusal as JSON-RPC words it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">JSON-RPC's code.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Details">More of it.</param>
internal sealed record McpError(int Status, int Code, string Message, JsonNode? Details = null) : IResult
{
    /// <summary>The request that is refused, where it is known.</summary>
    public RequestId Id { get; init; }

    public Task ExecuteAsync(HttpContext httpContext) => Results.Json<JsonRpcMessage>(
        new JsonRpcError { Id = Id, Error = new() { Code = Code, Message = Message, Data = Details } },
        McpJsonUtilities.DefaultOptions,
        statusCode: Status).ExecuteAsync(httpContext);
}
