using ChatMemory.Api.Credentials;
using ChatMemory.Api.Problems;
using ChatMemory.Keys;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Tokens;

/// <summary><c>POST /api/tokens</c>: a key issues a token bound to one user, for a browser or another client that must not hold the key.</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this RouteGroupBuilder api) =>
        api.MapPost("/tokens", Issue).Require(Permissions.Admin).WithTags("Tokens").WithSummary("Issue a user token. Needs a key with the permission admin.");

    private static Results<Ok<TokenResponse>, ProblemHttpResult> Issue(
        TokenRequest request, Caller caller, UserTokens tokens, IOptions<ApiOptions> options, TimeProvider time)
    {
        var life = TimeSpan.FromSeconds(request.ExpiresInSeconds);
        if (life > options.Value.MaxTokenLife)
            return Problem.Invalid("expires_in_seconds", $"At most {options.Value.MaxTokenLife.TotalSeconds} (ChatMemory:Api:MaxTokenLife).");
        if (!caller.May(request.Allowed))
            return Problem.Invalid("permissions", "The key does not have all of these itself.");

        var expiresAt = time.GetUtcNow() + life;
        return TypedResults.Ok(new TokenResponse(tokens.Issue(caller, request.User, request.Allowed, expiresAt), request.User, expiresAt));
    }
}

/// <summary>Asks for a user token.</summary>
internal sealed record TokenRequest : IValidated
{
    private const int DefaultSeconds = 3_600;

    /// <summary>The user that the token speaks for.</summary>
    public required UserId User { get; init; }

    /// <summary>How long it is valid; default an hour.</summary>
    public double ExpiresInSeconds { get; init; } = DefaultSeconds;

    /// <summary>What it allows: <c>chat</c>, <c>read</c>, <c>write</c>; default all three.</summary>
    public IReadOnlyList<Permissions> Permissions { get; init; } =
        [Credentials.Permissions.Chat, Credentials.Permissions.Read, Credentials.Permissions.Write];

    internal Permissions Allowed => Permissions.Aggregate((all, one) => all | one);

    public void Validate(Errors errors)
    {
        errors.Id(User.Value, "user");
        errors.Range(ExpiresInSeconds, 1, TimeSpan.FromDays(365).TotalSeconds, "expires_in_seconds");
        errors.Require(
            Permissions.Count is >= 1 and <= 3 && !Permissions.Any(one => one is Credentials.Permissions.Admin or Credentials.Permissions.None),
            "permissions",
            "Must be some of chat, read and write.");
    }
}

/// <summary>A user token.</summary>
/// <param name="Token">Use it as <c>Authorization: Bearer</c>. It is not stored and cannot be shown again.</param>
/// <param name="User">The user that it speaks for.</param>
/// <param name="ExpiresAt">Until when it is valid.</param>
internal sealed record TokenResponse(string Token, UserId User, DateTimeOffset ExpiresAt);
