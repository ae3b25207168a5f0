using ChatMemory.Api.Quotas;
using ChatMemory.Keys;

namespace ChatMemory.Api.Mem0.Reach;

/// <summary>Tells the quotas for whom a request is, as soon as its body or an id says so.</summary>
internal sealed class NamedUser(IHttpContextAccessor http)
{
    /// <summary>The request is for this user.</summary>
    /// <exception cref="OverloadedException">The user's quota is used up.</exception>
    public void Is(UserKey owner)
    {
        if (http.HttpContext?.Features.Get<CountedRequest>() is { } request)
            request.For(owner);
    }
}
