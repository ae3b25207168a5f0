using ChatMemory.Api.Problems;
using Microsoft.AspNetCore.Mvc;
using ModelContextProtocol;

namespace ChatMemory.Api.Mcp;

/// <summary>Words what the whole server refuses, such as a missing credential, as JSON-RPC does.</summary>
internal sealed class McpErrorForm : IErrorForm
{
    public bool Speaks(PathString path) => path.StartsWithSegments(McpWire.Path, StringComparison.Ordinal);

    public IResult Of(ProblemDetails problem)
    {
        var status = problem.Status ?? StatusCodes.Status500InternalServerError;
        return new McpError(
            status,
            (int)(status < StatusCodes.Status500InternalServerError ? McpErrorCode.InvalidRequest : McpErrorCode.InternalError),
            problem.Detail ?? problem.Title ?? "The request failed.");
    }
}
