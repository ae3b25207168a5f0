namespace ChatMemory.Api.OpenAI;

/// <summary>Answers a request that cannot be understood with the error that says why.</summary>
internal sealed class RefusalFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (OpenAIRequestException refused)
        {
            return refused.Error;
        }
    }
}
