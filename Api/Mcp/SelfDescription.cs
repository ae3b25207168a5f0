using System.Text;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace ChatMemory.Api.Mcp;

/// <summary>
/// What revision 2026-07-28 asks of a request: without a handshake each one says for itself what it is, in headers that must agree with its body.
/// See https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http.
/// </summary>
internal static class SelfDescription
{
    /// <summary>The revision.</summary>
    public const string Revision = "2026-07-28";

    private const string MethodHeader = "Mcp-Method";
    private const string NameHeader = "Mcp-Name";
    private const string EncodedBegin = "=?base64?";
    private const string EncodedEnd = "?=";

    private static readonly string[] Served = [RequestMethods.ServerDiscover, RequestMethods.ToolsList, RequestMethods.ToolsCall];

    /// <summary>Why a request cannot be served; null when it can, or is of an earlier revision.</summary>
    public static McpError? Refusal(HttpRequest http, JsonRpcMessage message)
    {
        if (message is not JsonRpcRequest request)
            return null;
        var told = http.Headers[McpRequest.VersionHeader].ToString();
        var meant = Text((request.Params as JsonObject)?["_meta"], MetaKeys.ProtocolVersion);
        if ((told.Length > 0 ? told : meant) != Revision)
            return null;

        return told != meant ? Mismatch(request, McpRequest.VersionHeader)
            : http.Headers[MethodHeader] != request.Method ? Mismatch(request, MethodHeader)
            : !Served.Contains(request.Method, StringComparer.Ordinal)
                ? new(StatusCodes.Status404NotFound, (int)McpErrorCode.MethodNotFound, "There is no such method here.") { Id = request.Id }
            : request.Method == RequestMethods.ToolsCall && Decoded(http.Headers[NameHeader].ToString()) != Text(request.Params, "name") ? Mismatch(request, NameHeader)
            : null;
    }

    private static McpError Mismatch(JsonRpcRequest request, string header) =>
        new(StatusCodes.Status400BadRequest, (int)McpErrorCode.HeaderMismatch, $"The header {header} does not agree with the body.") { Id = request.Id };

    private static string? Text(JsonNode? of, string name) => (of as JsonObject)?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    // A value that no header can hold comes encoded.
    private static string Decoded(string header)
    {
        if (!header.StartsWith(EncodedBegin, StringComparison.Ordinal) || !header.EndsWith(EncodedEnd, StringComparison.Ordinal))
            return header;
        var bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header[EncodedBegin.Length..^EncodedEnd.Length], bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : header;
    }
}
