using System.CommandLine;

namespace ChatMemory.Load.Targets;

/// <summary>Over the HTTP API.</summary>
internal sealed class HttpTargetSource : ITargetSource
{
    /// <summary>The environment variable with an API key, which has no business on a command line.</summary>
    public const string KeyVariable = "LOAD_API_KEY";

    private readonly Option<Uri[]> _target = new("--target")
    {
        Description = $"The address of a server, or of a load balancer. Several take turns. An API key is taken from {KeyVariable}.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [new("http://127.0.0.1:8080")],
        CustomParser = result => [.. result.Tokens.Select(token => new Uri(token.Value, UriKind.Absolute))],
    };

    public string Description => "over HTTP";

    public IReadOnlyList<Option> Options => [_target];

    public Task<IChatTarget> OpenAsync(ParseResult arguments, CancellationToken cancellationToken) =>
        Task.FromResult<IChatTarget>(new HttpTarget(arguments.GetRequiredValue(_target), Environment.GetEnvironmentVariable(KeyVariable)));
}
