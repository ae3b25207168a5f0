using System.Text.Json.Serialization;
using ChatMemory.Models;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI;

/// <summary>An error as OpenAI's clients read it.</summary>
/// <param name="Status">The HTTP status, from which clients make their exceptions and decide whether to try again.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="Param">The field that is meant.</param>
/// <param name="Code">A stable word.</param>
internal sealed record OpenAIError(int Status, string Message, string? Param = null, string? Code = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        return httpContext.Response.WriteAsJsonAsync(Body, Wire.Default.ErrorBody);
    }

    /// <summary>What is sent.</summary>
    public ErrorBody Body => new(new(Message, TypeOf(Status), Param, Code));

    public static OpenAIError Invalid(string message, string? param = null, string? code = null) =>
        new(StatusCodes.Status400BadRequest, message, param, code);

    /// <summary>An exchange that ended without a whole answer.</summary>
    public static OpenAIError Of(EndReason? reason) => reason is null
        ? new(StatusCodes.Status500InternalServerError, "The exchange did not complete.", Code: "internal_error")
        : new(StatusOf(reason.Code), reason.Message, Code: reason.Code);

    private static int StatusOf(string code) => code switch
    {
        ModelErrors.Rejected or "cancelled" => StatusCodes.Status400BadRequest,
        ModelErrors.Unavailable or "interrupted" => StatusCodes.Status503ServiceUnavailable,
        "deadline" => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status502BadGateway,
    };

    private static string TypeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "authentication_error",
        StatusCodes.Status403Forbidden => "permission_error",
        StatusCodes.Status429TooManyRequests => "rate_limit_error",
        >= StatusCodes.Status500InternalServerError => "server_error",
        _ => "invalid_request_error",
    };
}

/// <summary>The body of an error.</summary>
/// <param name="Error">What went wrong.</param>
internal sealed record ErrorBody(ErrorDetails Error);

/// <summary>What went wrong. All four fields are always there, also those that are null.</summary>
internal sealed record ErrorDetails(
    string Message,
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Param,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Code);

/// <summary>A request on this wire cannot be understood.</summary>
internal sealed class OpenAIRequestException(OpenAIError error) : Exception(error.Message)
{
    public OpenAIError Error { get; } = error;
}
