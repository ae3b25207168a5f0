using System.Net.Http.Json;
using ChatMemory.Cluster.Nodes;
using ChatMemory.Support;
using ChatMemory.Support.Collector;
using ChatMemory.Support.StandIn;

namespace ChatMemory.Cluster.Telemetry;

/// <summary>One exchange through a gateway and a silo, read end to end in what a collector gets of both.</summary>
public sealed class TraceTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Caller = "b7ad6b7169203331";
    private const string Secret = "zanzibar-parrot";
    private const string User = "user-wilhelmina";
    private const string Session = "session-quux";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnExchange_IsOneTrace_FromTheGatewayThroughGrainsToModelAndDatabase_AndHoldsNothingOfTheUser()
    {
        await using var postgres = await PostgresServer.TryStartAsync();
        Assert.SkipWhen(postgres is null, $"PostgreSQL is not installed here. Install it, or name its folder of binaries in {PostgresServer.BinariesVariable}.");
        await using var collector = await CollectorStandIn.StartAsync();
        await using var model = await StandInModel.StartAsync();
        model.Otherwise = request => ModelReply.Saying(request.LastWords());
        await RunAsync(await postgres.CreateSchemaAsync(), collector, model);

        var spans = collector.Spans.Where(span => span.Trace == Trace).ToDictionary(span => span.Id, StringComparer.Ordinal);
        var request = Assert.Single(spans.Values, span => span.Name == "POST /api/chat");
        var exchange = Assert.Single(spans.Values, span => span.Name == "exchange");
        Assert.Equal(Caller, request.Parent);
        Assert.Equal("completed", exchange.Tags["chat_memory.status"]);
        // From process to process a trace goes with a grain's call.
        Assert.Contains(Above(exchange, spans), span => span.Tags.GetValueOrDefault("rpc.system") == "orleans");
        Assert.Contains(request, Above(exchange, spans));
        foreach (var inside in new[] { "recall", "journal.append", "extraction", "chat " })
            Assert.Contains(spans.Values, span => span.Name.StartsWith(inside, StringComparison.Ordinal) && Above(span, spans).Contains(request));
        Assert.Contains(spans.Values, span => span.Tags.GetValueOrDefault("db.system.name") == "postgresql" && Above(span, spans).Contains(request));
        Assert.All(spans.Values, span => Assert.True(span.Parent == Caller || spans.ContainsKey(span.Parent), span.Name));

        foreach (var private_ in new[] { Secret, User, Session, "zanzibar", "wilhelmina" })
            Assert.DoesNotContain(private_, collector.Everything, StringComparison.OrdinalIgnoreCase);
    }

    // What is stopped has sent all that it had to send.
    private static async Task RunAsync(string database, CollectorStandIn collector, StandInModel model)
    {
        var folder = Directory.CreateTempSubdirectory("chat-memory-trace");
        string[] settings =
        [
            $"--ChatMemory:Telemetry:Endpoint={collector.Endpoint}", "--ChatMemory:Telemetry:Protocol=HttpProtobuf",
            "--ChatMemory:Extraction:Extractor=Rules", $"--OPENAI_BASE_URL={model.Endpoint}", "--OPENAI_API_KEY=stand-in",
        ];
        await using (var silo = await NodeProcess.StartAsync(database, folder.FullName, ["--role", "silo", .. settings]))
        await using (var gateway = await NodeProcess.StartAsync(database, folder.FullName, ["--role", "gateway", .. settings]))
        {
            await AskAsync(gateway);
            Assert.Equal(0, await gateway.StopAsync());
            Assert.Equal(0, await silo.StopAsync());
        }

        folder.Delete(recursive: true);
    }

    private static async Task AskAsync(NodeProcess gateway)
    {
        using var http = gateway.Http;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat")
        {
            Content = JsonContent.Create(new { user = User, session = Session, input = $"My pet is a {Secret} and I live in Oslo.", stream = false }),
        };
        request.Headers.Add("traceparent", $"00-{Trace}-{Caller}-01");
        Assert.True((await http.SendAsync(request, Token)).IsSuccessStatusCode);
        Assert.True((await http.PostAsync($"/api/users/{User}/settle", content: null, Token)).IsSuccessStatusCode);
    }

    private static IEnumerable<CollectedSpan> Above(CollectedSpan span, Dictionary<string, CollectedSpan> spans)
    {
        while (spans.TryGetValue(span.Parent, out var parent))
            yield return span = parent;
    }
}
