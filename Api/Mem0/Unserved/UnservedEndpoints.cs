using ChatMemory.Api.Mem0.Errors;

namespace ChatMemory.Api.Mem0.Unserved;

/// <summary>What Mem0 has and this server has not, so that a client is told so instead of being left to look for its own mistake.</summary>
internal static class UnservedEndpoints
{
    private const string Administration = "Keys, logins and the configuration of models are the server's own here: see its settings.";

    /// <summary>The addresses, with the sentence that each is answered with.</summary>
    public static IReadOnlyDictionary<string, string> Addresses { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["/v1/memories/events"] = "There is no history of the whole project here: ask for a memory's own, or use webhooks.",
        ["/api/v1/orgs/{**rest}"] = "There are no organisations and members here: a key opens one tenant, which is its project.",
        ["/auth/{**rest}"] = Administration,
        ["/api-keys/{**rest}"] = Administration,
        ["/configure/{**rest}"] = Administration,
        ["/requests"] = "There is no log of requests here: see /api/usage and the server's telemetry.",
        ["/generate-instructions"] = "Instructions are not generated here.",
    };

    public static void MapUnserved(this IEndpointRouteBuilder endpoints)
    {
        var wire = endpoints.MapGroup("").RequireAuthorization().ExcludeFromDescription();
        foreach (var (address, sentence) in Addresses)
        {
            var answer = new Mem0Error(StatusCodes.Status501NotImplemented, sentence);
            wire.Map(address, () => answer);
        }
    }
}
