using ChatMemory.Api.Credentials;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Routing;
using ChatMemory.Api.Usage;

namespace ChatMemory.Api.Quotas;

/// <summary>
/// Counts every request that has a credential, whichever wire it speaks, and tells the client how much is left. The user is known here from
/// the path or the credential; an endpoint that reads it elsewhere names it by <see cref="CountedRequest.For"/>.
/// </summary>
internal sealed class QuotaGuard(RequestDelegate next, RequestQuotas quotas, UsageLedger usage)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<Caller>() is not { } caller)
            return next(context);

        var request = new CountedRequest(caller.Tenant, quotas, usage);
        context.Features.Set(request);
        // As late as can be: a refusal clears what was set before it.
        context.Response.OnStarting(static state => TellAsync((HttpContext)state), context);
        request.Begin();
        if (context.Features.Get<Owner>() is { } owner)
            request.For(owner.Key);
        else if (caller.User is { } bound)
            request.For(new(caller.Tenant, bound));
        return next(context);
    }

    private static Task TellAsync(HttpContext context)
    {
        if (context.Features.Get<CountedRequest>()?.Tightest is not { } level)
            return Task.CompletedTask;
        QuotaHeaders.Write(level, context.Response.Headers);
        ErrorForms.Form(context)?.Tell(level, context.Response.Headers);
        return Task.CompletedTask;
    }
}
