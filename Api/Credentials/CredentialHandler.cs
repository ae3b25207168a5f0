using System.Security.Claims;
using System.Text.Encodings.Web;
using ChatMemory.Api.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Credentials;

/// <summary>Reads the credential of a request: an API key or a user token, as bearer token or in <c>X-API-Key</c>.</summary>
internal sealed class CredentialHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyRing keys, UserTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ChatMemory";
    public const string KeyHeader = "X-API-Key";

    // Mem0's clients have a scheme of their own.
    private static readonly string[] Schemes = ["Bearer ", "Token "];

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.Of(
            StatusCodes.Status401Unauthorized, "unauthorized", "A valid API key or user token is needed: 'Authorization: Bearer ...'.").AnswerAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.Forbidden("The credential does not allow this.").AnswerAsync(Context);

    private AuthenticateResult Authenticate()
    {
        var credential = Credential();
        if (credential is null && !keys.IsOpen)
            return AuthenticateResult.NoResult();
        if (CallerOf(credential) is not { } caller)
            return AuthenticateResult.Fail("The credential is not valid.");

        Context.Features.Set(caller);
        return AuthenticateResult.Success(new(new(new ClaimsIdentity(SchemeName)), SchemeName));
    }

    // Clients of other wires always send some key; a server that asks for none takes it for none.
    private Caller? CallerOf(string? credential) => credential switch
    {
        _ when credential?.StartsWith(UserTokens.Prefix, StringComparison.Ordinal) == true => tokens.Read(credential),
        _ when keys.IsOpen => Caller.Anyone,
        null => null,
        _ => keys.Find(credential),
    };

    private string? Credential()
    {
        var authorization = Request.Headers.Authorization.ToString();
        if (Array.Find(Schemes, scheme => authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) is { } scheme)
            return authorization[scheme.Length..].Trim();
        return Request.Headers[KeyHeader].ToString() is { Length: > 0 } key ? key : null;
    }
}
