using ChatMemory.Api.Credentials;
using ChatMemory.Api.Problems;

namespace ChatMemory.Api.Values;

/// <summary>Keeps user tokens out: values belong to the tenant, so a credential that is bound to one user has no business with them.</summary>
internal sealed class TenantOnly : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Caller.Of(context.HttpContext).User is null
            ? next(context)
            : ValueTask.FromResult<object?>(Problem.Forbidden("Values belong to the tenant: an API key is needed, not a user token."));
}
