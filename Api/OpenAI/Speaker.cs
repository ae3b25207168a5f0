using ChatMemory.Api.Credentials;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Quotas;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Api.OpenAI;

/// <summary>Whose memory a request uses and which session it belongs to, as its headers, its body and its credential say.</summary>
internal static class Speaker
{
    public const string UserHeader = "X-User";
    public const string SessionHeader = "X-Session-Id";
    public const string AgentHeader = "X-Agent";
    public const string AppHeader = "X-App";
    public const string RunHeader = "X-Run";

    /// <summary>
    /// The user, for whom the request is counted, by the header before what the body names; null when it names none and the credential is
    /// bound to none.
    /// </summary>
    /// <exception cref="OpenAIRequestException">The name is no id, or another's.</exception>
    public static UserKey? User(HttpContext context, Caller caller, string? named)
    {
        var user = Named(context, caller, named);
        if (user is { } known)
            CountedRequest.Of(context).For(known);
        return user;
    }

    /// <summary>The agent, the app and the run that what is learned carries, each by its header before what the body names.</summary>
    /// <exception cref="OpenAIRequestException">One of them is no id.</exception>
    public static MemoryScope Scope(HttpContext context, MemoryScope named) => new(
        Id(Header(context, AgentHeader) ?? named.Agent, "agent_id"),
        Id(Header(context, AppHeader) ?? named.App, "app_id"),
        Id(Header(context, RunHeader) ?? named.Run, "run_id"));

    /// <summary>The session; null when the request names none.</summary>
    public static SessionId? Session(HttpContext context, string? named) =>
        Id(Header(context, SessionHeader) ?? named, "session_id") is { } name ? SessionId.Parse(name) : null;

    private static UserKey? Named(HttpContext context, Caller caller, string? named)
    {
        if (Id(Header(context, UserHeader) ?? named, "user") is not { } name)
            return caller.User is { } bound ? new(caller.Tenant, bound) : null;
        var user = UserId.Parse(name);
        return caller.Speaks(user)
            ? new(caller.Tenant, user)
            : throw new OpenAIRequestException(new(StatusCodes.Status404NotFound, "There is no such user.", "user", "not_found"));
    }

    // Percent-encoded, because a header holds no other letters than English ones.
    private static string? Header(HttpContext context, string name) =>
        context.Request.Headers[name].ToString() is { Length: > 0 } value ? Uri.UnescapeDataString(value) : null;

    private static string? Id(string? text, string param) =>
        string.IsNullOrEmpty(text) ? null
        : PathIds.CanStandInPath(text) ? text
        : throw new OpenAIRequestException(OpenAIError.Invalid(
            $"{param} must be 1 to {KeyText.MaxLength} characters without control characters, and not '.' or '..'.", param, "invalid_value"));
}
