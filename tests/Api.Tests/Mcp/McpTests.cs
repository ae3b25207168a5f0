using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Support;
using ModelContextProtocol.Client;

namespace ChatMemory.Api.Mcp;

/// <summary>The protocol's own .NET client against the server.</summary>
public sealed class McpTests(SharedServer server) : IClassFixture<SharedServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Npm_Client_WorksUnchanged() => NpmClients.RunAsync("mcp.mjs", server.Api.Address.GetLeftPart(UriPartial.Authority));

    [Fact]
    public async Task Tools_AreListedWithSchemasAndAnnotations()
    {
        await using var client = await ConnectAsync("lists");

        var tools = await client.ListToolsAsync(cancellationToken: Cancellation);

        Assert.Equal("2026-07-28", client.NegotiatedProtocolVersion);
        Assert.Equal(["correct_memory", "forget", "list_memories", "recall", "remember"], tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        Assert.All(tools, tool => Assert.True(tool.ProtocolTool.OutputSchema is not null && tool.Description.Length > 40));
        var recall = tools.Single(tool => tool.Name == "recall").ProtocolTool;
        Assert.True(recall.Annotations!.ReadOnlyHint);
        Assert.False(recall.Annotations.OpenWorldHint);
        Assert.Equal(["query"], recall.InputSchema.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.True(tools.Single(tool => tool.Name == "forget").ProtocolTool.Annotations!.DestructiveHint);
        Assert.Contains("\"episode\"", tools.Single(tool => tool.Name == "list_memories").ProtocolTool.InputSchema.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remember_Recall_Correct_Forget_GoRound()
    {
        await using var client = await ConnectAsync("round");

        var stored = await client.CallAsync("remember", new() { ["text"] = "Is allergic to peanuts.", ["kind"] = "profile" });
        var id = stored.GetProperty("id").GetString()!;
        var again = await client.CallAsync("remember", new() { ["text"] = "Is allergic to peanuts.", ["kind"] = "profile" });
        var found = await client.CallAsync("recall", new() { ["query"] = "Which allergies?" });
        var corrected = await client.CallAsync("correct_memory", new() { ["id"] = id, ["text"] = "Is allergic to walnuts." });
        var listed = await client.CallAsync("list_memories", new() { ["kind"] = "profile" });
        var forgotten = await client.CallAsync("forget", new() { ["id"] = id });

        Assert.Equal(id, again.GetProperty("id").GetString());
        Assert.Equal("Is allergic to peanuts.", found.GetProperty("memories")[0].GetProperty("text").GetString());
        Assert.InRange(found.GetProperty("memories")[0].GetProperty("score").GetSingle(), 0.0001f, 1f);
        Assert.Equal("Is allergic to walnuts.", corrected.GetProperty("text").GetString());
        Assert.Equal(1, listed.GetProperty("total").GetInt32());
        Assert.Equal(id, forgotten.GetProperty("forgot")[0].GetString());
        Assert.Empty(await server.Http.MemoriesAsync("round"));
    }

    [Fact]
    public async Task What_AnotherWireWrote_IsRecalled_AndTheOtherWayRound()
    {
        await server.Http.AddAsync("wires", new { text = "Plays the accordion." });
        await using var client = await ConnectAsync("wires");

        var found = await client.CallAsync("recall", new() { ["query"] = "Which instrument?" });
        await client.CallAsync("remember", new() { ["text"] = "Sings in a choir." });

        Assert.Equal("Plays the accordion.", found.GetProperty("memories")[0].GetProperty("text").GetString());
        Assert.Contains("Sings in a choir.", await server.Http.RecallAsync("wires", "choir"));
    }

    [Fact]
    public async Task AnotherUser_FindsNothing_AndCannotForget()
    {
        await using var mine = await ConnectAsync("mine");
        await using var theirs = await ConnectAsync("théirs");
        var id = (await mine.CallAsync("remember", new() { ["text"] = "Keeps bees." })).GetProperty("id").GetString()!;

        Assert.Equal(0, (await theirs.CallAsync("list_memories", [])).GetProperty("total").GetInt32());
        Assert.Contains("no such memory", await FailAsync(theirs, "forget", new() { ["id"] = id }), StringComparison.OrdinalIgnoreCase);
        Assert.Single(await server.Http.MemoriesAsync("mine"));
    }

    [Theory]
    [InlineData("remember", """{"text":""}""", "text")]
    [InlineData("remember", """{"text":"x","kind":"nonsense"}""", "schema")]
    [InlineData("remember", """{}""", "text")]
    [InlineData("recall", """{"query":"x","limit":0}""", "limit")]
    [InlineData("recall", """{"query":7}""", "schema")]
    [InlineData("list_memories", """{"cursor":"nonsense"}""", "cursor")]
    [InlineData("correct_memory", """{"id":"nonsense","text":"x"}""", "memory")]
    [InlineData("forget", """{"id":"01999999-0000-7000-8000-000000000000"}""", "memory")]
    public async Task BadArguments_AreAnErrorThatTheModelSees_AndStoreNothing(string tool, string arguments, string named)
    {
        await using var client = await ConnectAsync("bad");

        var told = await FailAsync(client, tool, JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments)!);

        Assert.Contains(named, told, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await server.Http.MemoriesAsync("bad"));
    }

    [Fact]
    public async Task TheCredential_SaysWhoseMemoryAndWhatIsAllowed()
    {
        var key = ApiKey.New();
        await using var closed = await ApiServer.StartAsync(settings: CredentialTests.Key(0, key, "acme", "read,write,admin"));
        var token = (await closed.Http.PostAsync("/api/tokens", new { user = "ada", permissions = new[] { "read" } }, key).JsonAsync()).GetProperty("token").GetString()!;

        await using var client = await ConnectAsync("eve", closed, token);
        var tools = await client.ListToolsAsync(cancellationToken: Cancellation);
        await closed.Http.PostAsync("/api/users/ada/memories", new { memories = new[] { new { text = "Collects compasses." } } }, key).JsonAsync();
        var listed = await client.CallAsync("list_memories", []);

        Assert.Equal(["list_memories", "recall"], tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        Assert.Equal("Collects compasses.", listed.GetProperty("memories")[0].GetProperty("text").GetString());
        var refused = await closed.Http.PostAsync("/mcp", new { }).JsonAsync(HttpStatusCode.Unauthorized);
        Assert.Equal("2.0", refused.GetProperty("jsonrpc").GetString());
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("nonsense", HttpStatusCode.BadRequest)]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"ping"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"no/such"}""", HttpStatusCode.OK)]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/initialized"}""", HttpStatusCode.Accepted)]
    public async Task ABody_GetsItsAnswer(string body, HttpStatusCode expected)
    {
        using var response = await PostAsync(body, "x");

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task ARequest_OfNobody_OfAnUnknownRevision_OrForAStream_IsRefused()
    {
        const string ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";
        using var nobody = await PostAsync(ping, user: null);
        using var future = await PostAsync(ping, "x", version: "2099-01-01");
        using var stream = await server.Http.GetAsync("/mcp", Cancellation);
        using var plain = await server.Http.PostAsync("/mcp", new { jsonrpc = "2.0", id = 1, method = "ping" });

        Assert.Equal(HttpStatusCode.BadRequest, nobody.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, future.StatusCode);
        var told = JsonNode.Parse(await future.Content.ReadAsStringAsync(Cancellation))!;
        Assert.Contains("2025-11-25", told["error"]!["data"]!["supported"]!.AsArray().Select(version => version!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, stream.StatusCode);
        Assert.Equal(HttpStatusCode.NotAcceptable, plain.StatusCode);
    }

    [Theory]
    [InlineData("server/discover", "server/discover", null, "2026-07-28", HttpStatusCode.OK, "2026-07-28")]
    [InlineData("tools/list", "tools/list", null, "2026-07-28", HttpStatusCode.OK, "recall")]
    [InlineData("tools/call", "tools/call", "list_memories", "2026-07-28", HttpStatusCode.OK, "total")]
    [InlineData("tools/call", "tools/call", "=?base64?bGlzdF9tZW1vcmllcw==?=", "2026-07-28", HttpStatusCode.OK, "total")]
    [InlineData("tools/call", "tools/call", "forget", "2026-07-28", HttpStatusCode.BadRequest, "-32020")]
    [InlineData("tools/call", "tools/call", "=?base64?%?=", "2026-07-28", HttpStatusCode.BadRequest, "-32020")]
    [InlineData("tools/call", "tools/call", null, "2026-07-28", HttpStatusCode.BadRequest, "-32020")]
    [InlineData("tools/call", "tools/list", "list_memories", "2026-07-28", HttpStatusCode.BadRequest, "-32020")]
    [InlineData("tools/list", null, null, "2026-07-28", HttpStatusCode.BadRequest, "-32020")]
    [InlineData("tools/list", "tools/list", null, null, HttpStatusCode.BadRequest, "-32020")]
    [InlineData("resources/list", "resources/list", null, "2026-07-28", HttpStatusCode.NotFound, "-32601")]
    public async Task ARequestWithoutAHandshake_IsServedWhereItsHeadersAgreeWithItsBody(
        string method, string? methodHeader, string? nameHeader, string? version, HttpStatusCode expected, string said)
    {
        var body = $$$"""
            {"jsonrpc":"2.0","id":7,"method":"{{{method}}}","params":{"name":"list_memories","arguments":{},
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{ } } } }
            """;

        using var response = await PostAsync(body, "alone", version, methodHeader, nameHeader);
        var text = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.True(expected == response.StatusCode, text);
        Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Contains("\"id\":7", text, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string? user, string? version = null, string? method = null, string? name = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent(body, null, "application/json") };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        if (user is not null)
            request.Headers.Add("X-User", user);
        if (version is not null)
            request.Headers.Add("MCP-Protocol-Version", version);
        if (method is not null)
            request.Headers.Add("Mcp-Method", method);
        if (name is not null)
            request.Headers.Add("Mcp-Name", name);
        return await server.Http.SendAsync(request, Cancellation);
    }

    private Task<McpClient> ConnectAsync(string user, ApiServer? to = null, string? credential = null) =>
        McpWords.ConnectAsync((to ?? server.Api).Address, user, credential);

    private static async Task<string> FailAsync(McpClient client, string tool, Dictionary<string, object?> arguments)
    {
        var result = await client.CallToolAsync(tool, arguments, cancellationToken: Cancellation);
        Assert.True(result.IsError);
        return result.Text();
    }
}
