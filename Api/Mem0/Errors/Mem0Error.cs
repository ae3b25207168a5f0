namespace ChatMemory.Api.Mem0.Errors;

/// <summary>An error as Mem0's clients read it: by its status; the Python client shows <c>detail</c>, the others the whole body.</summary>
/// <param name="Status">The HTTP status, from which clients make their exceptions.</param>
/// <param name="Message">A sentence for people.</param>
internal sealed record Mem0Error(int Status, string Message) : IResult
{
    private const string AddPath = "/v3/memories/add";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        return httpContext.Response.WriteAsJsonAsync(BodyFor(httpContext.Request.Path), Mem0Json.Wire.ErrorBody);
    }

    public static Mem0Error Invalid(string message) => new(StatusCodes.Status400BadRequest, message);

    public static Mem0Error NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    private ErrorBody BodyFor(PathString path) => Status switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => new(Message),
        StatusCodes.Status400BadRequest when path.StartsWithSegments(AddPath, StringComparison.Ordinal) => new(Message, "400 Bad Request", new(Message)),
        _ => new(Message, Message),
    };
}

/// <summary>The body of an error.</summary>
/// <param name="Detail">What went wrong.</param>
/// <param name="Error">The same; not for credentials.</param>
/// <param name="Details">The same once more, where Mem0 nests it.</param>
internal sealed record ErrorBody(string Detail, string? Error = null, ErrorDetails? Details = null);

/// <summary>What went wrong.</summary>
internal sealed record ErrorDetails(string Message);
