using System.Text.RegularExpressions;
using ChatMemory.Api.Settings;
using ChatMemory.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChatMemory.Cluster.Deployment;

/// <summary>A node built with the environment that a manifest gives it. It is not started.</summary>
internal sealed partial class DeployedNode(IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    private readonly WebApplication _app = Node.Build([.. environment.Select(variable => $"--{Setting(variable.Key)}={variable.Value}")]);

    public NodeOptions Options => _app.Services.GetRequiredService<IOptions<NodeOptions>>().Value;

    public TimeSpan LongestWait => _app.Services.GetRequiredService<IOptions<Api.ApiOptions>>().Value.MaxWait;

    public IEnumerable<string?> Paths => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>().Select(endpoint => "/" + endpoint.RoutePattern.RawText?.TrimStart('/'));

    /// <summary>What the image sets: the lines of ENV.</summary>
    public static Dictionary<string, string> Image() =>
        Assignment().Matches(Manifest.Text("Dockerfile")).ToDictionary(line => line.Groups["name"].Value, line => line.Groups["value"].Value, StringComparer.Ordinal);

    /// <summary>Does what a start does before it opens anything: unknown settings, values out of range and an open server are refused.</summary>
    public void Verify()
    {
        _app.Services.GetRequiredService<StartCheck>().Verify();
        _app.Services.GetRequiredService<IStartupValidator>().Validate();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string Setting(string variable) =>
        (variable.StartsWith("ASPNETCORE_", StringComparison.Ordinal) ? variable["ASPNETCORE_".Length..] : variable).Replace("__", ":", StringComparison.Ordinal);

    [GeneratedRegex(@"^(ENV| ) +(?<name>[A-Za-z_]\w*)=(?<value>[^ \\\n]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Assignment();
}
