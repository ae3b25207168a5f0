using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatMemory.Support;

namespace ChatMemory.Cluster.Nodes;

/// <summary>Nodes as operators run them: processes over PostgreSQL, with the offline models.</summary>
public sealed class NodeProcessTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chat-memory-nodes");
    private readonly List<NodeProcess> _nodes = [];
    private PostgresServer? _postgres;
    private string _database = "";

    // Beside this program's own output, where it has what it needs and no more.
    private static string Example => AppContext.BaseDirectory.Replace("Cluster.Tests", "ClusterClientExample", StringComparison.Ordinal)
        + "ChatMemory.ClusterClientExample.dll";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.TryStartAsync();
        Assert.SkipWhen(_postgres is null, $"PostgreSQL is not installed here. Install it, or name its folder of binaries in {PostgresServer.BinariesVariable}.");
        _database = await _postgres.CreateSchemaAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task SchemaOnly_CreatesTheTables_AndDoesNothingTheSecondTime()
    {
        var first = await NodeProcess.RunAsync(NodeProcess.Silo, _database, "--schema-only");
        var second = await NodeProcess.RunAsync(NodeProcess.Silo, _database, "--schema-only");

        Assert.Equal(0, first.Code);
        Assert.Contains("The cluster's schema was brought from version 0 to 2", first.Output, StringComparison.Ordinal);
        Assert.Equal(0, second.Code);
        Assert.DoesNotContain("brought", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithSettingsThatCannotBeMeant_NamesEachAndEnds()
    {
        var (code, output) = await NodeProcess.RunAsync(NodeProcess.Silo, _database, "--ChatMemory:Node:Adress=10.0.0.1");

        Assert.Equal(1, code);
        Assert.Contains("Adress", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnAPortThatIsInUse_NamesTheSetting()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, port: 0);
        taken.Start();

        var (code, output) = await NodeProcess.RunAsync(
            NodeProcess.Silo, _database, "--urls=http://127.0.0.1:0", $"--ChatMemory:DataDirectory={_folder.FullName}",
            $"--ChatMemory:Node:Port={((IPEndPoint)taken.LocalEndpoint).Port}", $"--ChatMemory:Node:GatewayPort={FreePorts.Next()}");

        Assert.Equal(1, code);
        Assert.Contains("ChatMemory__Node__Port", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Example_OfAnInternalService_TalksToTheClusterWithTheClientOnly()
    {
        await NodeAsync();

        var (code, output) = await NodeProcess.RunAsync(
            Example, _database, $"--ChatMemory:Cluster:ConnectionString={_database}");

        Assert.True(code == 0, output);
        Assert.Contains("recalled: Ada's favourite ice cream is pistachio.", output, StringComparison.Ordinal);
        Assert.Matches("answered: .*pistachio", output);
        Assert.Contains("ended: Completed", output, StringComparison.Ordinal);
        Assert.Matches("subscribed: [1-9][0-9]* events", output);
    }

    [Fact]
    public async Task Gateway_OverASiloWithoutApi_ServesTheSameApi()
    {
        var silo = await NodeAsync("--role", "silo");
        var gateway = await NodeAsync("--role", "gateway");

        Assert.Contains("completed", await ChatAsync(gateway, "I love pistachio ice cream."), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await silo.Http.GetAsync("/api/users/ada/memories", Token)).StatusCode);
        await SettleAsync(gateway);
        Assert.Contains("pistachio", await ChatAsync(gateway, "Which ice cream do I love?"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateway_ThatFindsNoSilo_IsAlive_AndServesWhenThereIsOne()
    {
        var gateway = NodeProcess.Begin(_database, _folder.FullName, "--role", "gateway");
        _nodes.Add(gateway);
        await gateway.UntilAsync("/health/live");
        using var http = gateway.Http;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/health/ready", Token)).StatusCode);
        var refused = await http.GetAsync("/api/users/ada/memories", Token);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (refused.StatusCode, refused.Headers.RetryAfter is not null));

        await NodeAsync("--role", "silo");
        await gateway.UntilAsync("/health/ready");
        Assert.Contains("completed", await ChatAsync(gateway, "Hello?"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateway_ThatFindsNoSilo_StopsWhenAsked()
    {
        var gateway = NodeProcess.Begin(_database, _folder.FullName, "--role", "gateway");
        _nodes.Add(gateway);
        await gateway.UntilAsync("/health/live");

        Assert.Equal(0, await gateway.StopAsync());
    }

    [Fact]
    public async Task UserToken_OfOneNode_IsGoodOnTheOthers_AndForItsUserOnly()
    {
        var (first, second) = (await NodeAsync(), await NodeAsync("--role", "gateway"));
        using var issuer = first.Http;
        var issued = await issuer.PostAsJsonAsync("/api/tokens", new { user = "ada" }, Token);
        var token = (await issued.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("token").GetString();
        using var http = second.Http;
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/users/ada/memories", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/users/bob/memories", Token)).StatusCode);
    }

    [Fact]
    public async Task Stop_OfEveryNodeInTurn_CutsNoAnswer()
    {
        var old = new List<NodeProcess> { await NodeAsync(), await NodeAsync() };
        var entry = await NodeAsync("--role", "gateway");
        var chats = Enumerable.Range(0, 12).Select(number => ChatAsync(entry, "Hello there, how are you?", $"s{number}")).ToList();

        foreach (var node in old)
        {
            await NodeAsync();
            Assert.Equal(0, await node.StopAsync());
            chats.AddRange(Enumerable.Range(0, 4).Select(number => ChatAsync(entry, "And now?", $"{node.Url.Port}-{number}")));
        }

        Assert.All(await Task.WhenAll(chats), events => Assert.Contains("\"status\":\"completed\"", events, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_OfTheNodeThatAClientFollowsThrough_CutsNoStream()
    {
        var (entry, other) = (await NodeAsync(), await NodeAsync());
        var chats = Enumerable.Range(0, 8).Select(number => ChatAsync(entry, "Hello there, how are you?", $"s{number}")).ToList();
        await other.UntilAsync("/api/users/ada/sessions/s7");

        Assert.Equal(0, await entry.StopAsync());

        Assert.All(await Task.WhenAll(chats), events => Assert.Contains("\"status\":\"completed\"", events, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restart_AfterTheDeathOfAllNodes_OnOtherPorts_ServesAgain()
    {
        var dead = new[] { await NodeAsync(), await NodeAsync() };
        await ChatAsync(dead[0], "I love pistachio ice cream.");
        foreach (var node in dead)
            node.Kill();

        // Ready means joined: the dead are in nobody's way.
        var next = await NodeAsync();

        Assert.Contains("\"status\":\"completed\"", await ChatAsync(next, "Hello?"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memories_LearnedOnOneNode_AreRecalledOnAnother_AfterTheFirstIsKilled()
    {
        var first = await NodeAsync();
        var second = await NodeAsync();
        await ChatAsync(first, "I love pistachio ice cream.");
        await SettleAsync(second);

        first.Kill();
        using var http = second.Http;

        // A question may be answered without memories while the death is not noticed; reading them waits.
        Assert.Contains("pistachio", await http.GetStringAsync("/api/users/ada/memories", Token), StringComparison.Ordinal);
        Assert.Contains("pistachio", await ChatAsync(second, "Which ice cream do I love?", "another"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mem0_OverAGatewayAndTwoSilos_IsAnsweredAsByOneServer()
    {
        await NodeAsync("--role", "silo");
        await NodeAsync("--role", "silo");
        var gateway = await NodeAsync("--role", "gateway");
        using var http = gateway.Http;

        Assert.Equal(Mem0Walk.Expected, await Mem0Walk.RunAsync(http, Token));
    }

    [Fact]
    public async Task Response_OfOneNode_IsContinuedAndFollowedAtAnother_AfterTheFirstIsKilled()
    {
        var first = await NodeAsync();
        var second = await NodeAsync();
        var conversation = await PostAsync(first, "/v1/conversations", new { });
        var begun = await PostAsync(first, "/v1/responses", new { input = "I love pistachio ice cream.", conversation });
        var after = await PostAsync(second, "/v1/responses", new { input = "Hello there", previous_response_id = begun });

        first.Kill();
        using var http = second.Http;

        Assert.Contains("pistachio", await http.GetStringAsync($"/v1/conversations/{conversation}/items", Token), StringComparison.Ordinal);
        Assert.Contains("event: response.completed", await http.GetStringAsync($"/v1/responses/{begun}?stream=true&starting_after=1", Token), StringComparison.Ordinal);
        Assert.Contains("\"status\":\"completed\"", await http.GetStringAsync($"/v1/responses/{after}", Token), StringComparison.Ordinal);
        Assert.StartsWith("resp_", await PostAsync(second, "/v1/responses", new { input = "And now?", previous_response_id = after }), StringComparison.Ordinal);
    }

    // The id of what was made.
    private static async Task<string> PostAsync(NodeProcess node, string path, object body)
    {
        using var http = node.Http;
        var answer = await http.PostAsJsonAsync(path, body, Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
        return (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Token)).GetProperty("id").GetString()!;
    }

    private async Task<NodeProcess> NodeAsync(params string[] arguments)
    {
        var node = await NodeProcess.StartAsync(_database, _folder.FullName, arguments);
        _nodes.Add(node);
        return node;
    }

    private static async Task<string> ChatAsync(NodeProcess node, string input, string session = "s")
    {
        using var http = node.Http;
        var answer = await http.PostAsJsonAsync("/api/chat", new { user = "ada", session, input }, Token);
        return await answer.Content.ReadAsStringAsync(Token);
    }

    private static async Task SettleAsync(NodeProcess node)
    {
        using var http = node.Http;
        var settled = await http.PostAsync("/api/users/ada/settle", content: null, Token);
        Assert.True(settled.IsSuccessStatusCode, await settled.Content.ReadAsStringAsync(Token));
    }
}
