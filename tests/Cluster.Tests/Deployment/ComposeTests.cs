using System.Text.RegularExpressions;
using ChatMemory.Api.Settings;
using ChatMemory.Silo;

namespace ChatMemory.Cluster.Deployment;

/// <summary>What <c>deploy/compose</c> says fits the nodes.</summary>
public sealed partial class ComposeTests
{
    private static readonly System.Text.Json.JsonElement Compose = Manifest.Read("compose", "compose.yaml");

    [Theory]
    [InlineData("node1")]
    [InlineData("node2")]
    [InlineData("node3")]
    public async Task Node_HasSettingsWithWhichItStarts(string name)
    {
        await using var node = new DeployedNode(Environment(name));

        node.Verify();

        var service = Compose.At("services", name);
        Assert.Equal(service.Text("networks", "cluster", "ipv4_address"), node.Options.Address);
        Assert.Equal(name, node.Options.Name);
        Assert.Equal("1m", service.Text("stop_grace_period"));
        Assert.True(node.Options.ShutdownDelay + node.Options.ShutdownGrace + NodeShutdown.Rest <= TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Node_WithAMisspeltSetting_IsFoundOut()
    {
        var environment = Environment("node1");
        environment["ChatMemory__Api__MaxStream"] = "1";
        await using var node = new DeployedNode(environment);

        Assert.Contains("MaxStream", Assert.Throws<SettingsException>(node.Verify).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Healthcheck_AsksAPathThatNodesHave()
    {
        await using var node = new DeployedNode(Environment("node1"));

        var check = Compose.At("services", "node1", "healthcheck", "test").Strings().Last();

        Assert.Contains(HealthPath().Match(check).Groups["path"].Value, node.Paths);
        Assert.Contains("127.0.0.1/8080", check, StringComparison.Ordinal);
        Assert.Contains(":8080", DeployedNode.Image()["ASPNETCORE_URLS"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Image_ExposesThePortsOfANode_AndStartsIt()
    {
        await using var node = new DeployedNode(Environment("node1"));
        var file = Manifest.Text("Dockerfile");

        Assert.Contains($"\nEXPOSE 8080 {node.Options.Port} {node.Options.GatewayPort}\n", file, StringComparison.Ordinal);
        Assert.Contains($"\"{typeof(NodeOptions).Assembly.GetName().Name}.dll\"", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Balancer_KnowsEveryNode_AndWaitsLongerThanAnyAnswer()
    {
        await using var node = new DeployedNode(Environment("node1"));
        var nginx = Manifest.Text("compose", "nginx.conf");
        var nodes = Compose.At("services").EnumerateObject().Select(service => service.Name).Where(name => name.StartsWith("node", StringComparison.Ordinal));

        Assert.Equal(nodes, Upstream().Matches(nginx).Select(match => match.Groups["name"].Value));
        Assert.True(TimeSpan.FromSeconds(int.Parse(ReadTimeout().Match(nginx).Groups["seconds"].Value)) > node.LongestWait);
    }

    [Fact]
    public void Secrets_AreNeverWrittenDown()
    {
        var secrets = Compose.At("services").EnumerateObject()
            .SelectMany(service => service.Value.TryGetProperty("environment", out var environment) ? environment.EnumerateObject().ToArray() : [])
            .Where(variable => SecretName().IsMatch(variable.Name))
            .ToList();

        Assert.NotEmpty(secrets);
        Assert.All(secrets, variable => Assert.Matches(@"\$\{[A-Z_]+:", variable.Value.GetString()));
    }

    internal static Regex SecretName() => Secret();

    // Docker fills in what the file leaves to the operator.
    private static Dictionary<string, string> Environment(string service)
    {
        var environment = DeployedNode.Image();
        foreach (var variable in Compose.At("services", service, "environment").EnumerateObject())
        {
            environment[variable.Name] = Placeholder().Replace(variable.Value.GetString()!, match => match.Groups["name"].Value switch
            {
                "CHAT_MEMORY_KEY_HASH" => new('a', 64),
                var name when name.StartsWith("OPENAI_", StringComparison.Ordinal) => "",
                var name => name,
            });
        }

        return environment;
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+):[?-][^}]*\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("GET (?<path>[^ ]+) HTTP", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex HealthPath();

    [GeneratedRegex(@"^ *server (?<name>\w+):8080 ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Upstream();

    [GeneratedRegex(@"proxy_read_timeout (?<seconds>\d+)s;", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex ReadTimeout();

    [GeneratedRegex("(PASSWORD|APIKEY|API_KEY|HASH|CONNECTIONSTRING)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Secret();
}
