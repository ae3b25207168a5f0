using System.Net;
using ChatMemory.Api.Support;
using ChatMemory.Support.Collector;
using ChatMemory.Support.StandIn;

namespace ChatMemory.Api.Telemetry;

/// <summary>One exchange, read end to end in what a collector gets.</summary>
public sealed class TelemetryTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Secret = "zanzibar-parrot";
    private const string User = "user-wilhelmina";
    private const string Session = "session-quux";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnExchange_IsOneTrace_FromTheRequestToItsExtraction_AndHoldsNothingOfTheUser()
    {
        await using var collector = await CollectorStandIn.StartAsync();
        await using var model = await StandInModel.StartAsync();
        model.Otherwise = request => ModelReply.Saying(request.LastWords());
        await using (var server = await ApiServer.StartAsync(model, Settings(collector)))
        {
            await AskAsync(server);
            await server.Http.SettleAsync(User);
        }

        var spans = collector.Spans.Where(span => span.Trace == Trace).ToList();
        var request = Assert.Single(spans, span => span.Name == "POST /api/chat");
        var exchange = Assert.Single(spans, span => span.Name == "exchange");
        var asked = Assert.Single(spans, span => span.Name.StartsWith("chat ", StringComparison.Ordinal));
        Assert.Equal("b7ad6b7169203331", request.Parent);
        Assert.Equal(request.Id, exchange.Parent);
        Assert.Equal("completed", exchange.Tags["chat_memory.status"]);
        Assert.Equal(exchange.Id, asked.Parent);
        Assert.Equal("chat", asked.Tags["gen_ai.operation.name"]);
        Assert.Contains(spans, span => span.Parent == asked.Id && span.Tags.ContainsKey("server.port"));
        Assert.Single(spans, span => span.Name == "recall" && span.Parent == request.Id);
        Assert.Contains(spans, span => span.Name == "journal.append");
        Assert.Single(spans, span => span.Name == "extraction");
        Assert.All(spans, span => Assert.True(span.Parent == request.Parent || spans.Exists(other => other.Id == span.Parent), span.Name));

        foreach (var private_ in new[] { Secret, User, Session, "zanzibar", "wilhelmina" })
            Assert.DoesNotContain(private_, collector.Everything, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Metrics_OfAnExchange_AreSent()
    {
        await using var collector = await CollectorStandIn.StartAsync();
        await using (var server = await ApiServer.StartAsync(settings: Settings(collector)))
        {
            await AskAsync(server);
            await server.Http.SettleAsync(User);
            await server.Http.SendAsync(HttpMethod.Get, "/api/nowhere").StatusAsync(HttpStatusCode.NotFound);
        }

        string[] expected =
        [
            "chat_memory.exchanges", "chat_memory.exchange.duration", "gen_ai.server.time_to_first_token", "gen_ai.client.operation.duration",
            "chat_memory.recall.duration", "chat_memory.search.duration", "chat_memory.journal.append.duration", "chat_memory.journal.writes",
            "chat_memory.extractions", "chat_memory.outbox.age", "chat_memory.memory.changes", "chat_memory.exchanges.running", "http.server.request.duration",
        ];
        Assert.Empty(expected.Except(collector.Metrics, StringComparer.Ordinal));
    }

    private static async Task<HttpResponseMessage> AskAsync(ApiServer server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { user = User, session = Session, input = $"My pet is a {Secret} and I live in Oslo.", stream = false }),
        };
        request.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
        var response = await server.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response;
    }

    private static string[] Settings(CollectorStandIn collector) =>
    [
        $"--ChatMemory:Telemetry:Endpoint={collector.Endpoint}",
        "--ChatMemory:Telemetry:Protocol=HttpProtobuf",
        "--ChatMemory:Extraction:Extractor=Rules",
        "--ChatMemory:Sessions:RecallBudget=00:00:10",
    ];
}
