namespace ChatMemory.Api.Mem0.Errors;

/// <summary>A request on this wire is refused; nothing of it has happened.</summary>
internal sealed class Mem0RequestException(Mem0Error error) : Exception(error.Message)
{
    public Mem0RequestException(string message)
        : this(Mem0Error.Invalid(message))
    {
    }

    public Mem0Error Error { get; } = error;
}

/// <summary>Answers a refused request.</summary>
internal sealed class RefusalFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Mem0RequestException refused)
        {
            return refused.Error;
        }
    }
}
