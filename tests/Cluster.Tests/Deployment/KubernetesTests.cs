using System.Text.Json;
using ChatMemory.Silo;

namespace ChatMemory.Cluster.Deployment;

/// <summary>What <c>deploy/kubernetes</c> says fits the nodes, and itself.</summary>
public sealed class KubernetesTests
{
    private static readonly JsonElement Deployment = Manifest.Read("kubernetes", "nodes.yaml");
    private static readonly JsonElement Pod = Deployment.At("spec", "template", "spec");
    private static readonly JsonElement Container = Pod.GetProperty("containers")[0];
    private static readonly string[] SelectorsToCheck = ["service.yaml", "disruption.yaml", "network.yaml"];

    [Fact]
    public async Task Node_HasSettingsWithWhichItStarts()
    {
        await using var node = new DeployedNode(Environment());

        node.Verify();
    }

    [Fact]
    public async Task Probes_AskPathsThatNodesHave_AtTheApisPort()
    {
        await using var node = new DeployedNode(Environment());
        var paths = node.Paths.ToHashSet(StringComparer.Ordinal);

        foreach (var (probe, path) in new[] { ("startupProbe", "/health/live"), ("livenessProbe", "/health/live"), ("readinessProbe", "/health/ready") })
        {
            Assert.Equal(path, Container.Text(probe, "httpGet", "path"));
            Assert.Equal("http", Container.Text(probe, "httpGet", "port"));
            Assert.Contains(path, paths);
        }
    }

    [Fact]
    public async Task Ports_AreThoseOfTheNode()
    {
        await using var node = new DeployedNode(Environment());
        var ports = Container.GetProperty("ports").EnumerateArray().ToDictionary(port => port.Text("name"), port => int.Parse(port.Text("containerPort")));

        Assert.Equal(new() { ["http"] = 8080, ["silo"] = node.Options.Port, ["gateway"] = node.Options.GatewayPort }, ports);
        Assert.EndsWith(":8080", DeployedNode.Image()["ASPNETCORE_URLS"], StringComparison.Ordinal);
        Assert.True(node.Options.ListenOnAny);
    }

    [Fact]
    public async Task GracePeriod_IsLongEnoughForANodeToStop()
    {
        await using var node = new DeployedNode(Environment());

        var grace = TimeSpan.FromSeconds(int.Parse(Pod.Text("terminationGracePeriodSeconds")));

        Assert.True(grace >= node.Options.ShutdownDelay + node.Options.ShutdownGrace + NodeShutdown.Rest);
        // The readiness probe must have failed often enough before the node takes no more.
        var probe = Container.GetProperty("readinessProbe");
        Assert.True(node.Options.ShutdownDelay > TimeSpan.FromSeconds(int.Parse(probe.Text("periodSeconds")) * int.Parse(probe.Text("failureThreshold"))));
    }

    [Fact]
    public async Task Ingress_StreamsAndWaitsLongerThanAnyAnswer()
    {
        await using var node = new DeployedNode(Environment());
        var annotations = Manifest.Read("kubernetes", "ingress.yaml").At("metadata", "annotations");

        Assert.Equal("off", annotations.Text("nginx.ingress.kubernetes.io/proxy-buffering"));
        Assert.True(TimeSpan.FromSeconds(int.Parse(annotations.Text("nginx.ingress.kubernetes.io/proxy-read-timeout"))) > node.LongestWait);
        Assert.DoesNotContain("non_idempotent", annotations.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_ComeByReference()
    {
        var written = Manifest.Read("kubernetes", "settings.yaml").GetProperty("data").EnumerateObject().Select(setting => setting.Name);
        var secrets = Variables().Where(variable => ComposeTests.SecretName().IsMatch(variable.Text("name"))).ToList();

        Assert.DoesNotContain(written, name => ComposeTests.SecretName().IsMatch(name));
        Assert.Equal(4, secrets.Count);
        Assert.All(secrets, variable => Assert.True(variable.GetProperty("valueFrom").TryGetProperty("secretKeyRef", out _)));
    }

    [Fact]
    public void Selectors_MeanTheNodes()
    {
        var label = Deployment.At("spec", "template", "metadata", "labels").Text("app");

        Assert.Equal(label, Deployment.At("spec", "selector", "matchLabels").Text("app"));
        foreach (var file in SelectorsToCheck)
        {
            var spec = Manifest.Read("kubernetes", file).GetProperty("spec");
            var selector = spec.TryGetProperty("podSelector", out var pods) ? pods : spec.GetProperty("selector");
            Assert.Equal(label, (selector.TryGetProperty("matchLabels", out var labels) ? labels : selector).Text("app"));
        }
    }

    [Fact]
    public void Kustomization_ListsEveryFile()
    {
        var listed = Manifest.Read("kubernetes", "kustomization.yaml").GetProperty("resources").Strings();

        Assert.Equal(Manifest.Files("kubernetes").Where(file => file != "kustomization.yaml").Order(), listed.Order());
        Assert.All(listed, file => Assert.False(string.IsNullOrEmpty(Manifest.Read("kubernetes", file).Text("kind"))));
    }

    private static JsonElement.ArrayEnumerator Variables() => Container.GetProperty("env").EnumerateArray();

    private static Dictionary<string, string> Environment()
    {
        var environment = DeployedNode.Image();
        foreach (var setting in Manifest.Read("kubernetes", "settings.yaml").GetProperty("data").EnumerateObject())
            environment[setting.Name] = setting.Value.GetString()!;
        foreach (var variable in Variables())
            environment[variable.Text("name")] = Value(variable.GetProperty("valueFrom"));
        return environment;
    }

    // What Kubernetes puts there.
    private static string Value(JsonElement from) => from.TryGetProperty("fieldRef", out var field)
        ? field.Text("fieldPath") == "status.podIP" ? "10.1.2.3" : "chat-memory-abc"
        : from.Text("secretKeyRef", "key") switch
        {
            "postgres" => "Host=postgres;Database=chat",
            "key-hash" => new('a', 64),
            _ => "secret",
        };
}
