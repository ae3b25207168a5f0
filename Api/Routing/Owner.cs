using ChatMemory.Keys;

namespace ChatMemory.Api.Routing;

/// <summary>The user whom a path names, within the caller's tenant; the caller has been found to speak for it.</summary>
/// <param name="Key">The user.</param>
internal sealed record Owner(UserKey Key)
{
    public SessionKey Session(SessionId session) => new(Key, session);

    public static ValueTask<Owner?> BindAsync(HttpContext context) => ValueTask.FromResult<Owner?>(
        context.Features.Get<Owner>() ?? throw new InvalidOperationException("The endpoint's path names no user."));
}
