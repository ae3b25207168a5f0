namespace ChatMemory.Api.Problems;

/// <summary>Refuses a request whose arguments say that something is wrong with them.</summary>
internal sealed class ValidationFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var errors = new Errors();
        foreach (var argument in context.Arguments)
        {
            if (argument is IValidated validated)
                validated.Validate(errors);
        }

        return errors.Any ? ValueTask.FromResult<object?>(Problem.Invalid(errors.ByField)) : next(context);
    }
}
