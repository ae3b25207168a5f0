using System.Net;
using System.Text;
using System.Text.Json;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Mem0;

/// <summary>What each kind of bad input gets: a status and a body of Mem0's form.</summary>
public sealed class ErrorTests(Mem0Server server) : IClassFixture<Mem0Server>
{
    private const string NoSuch = "00000000-0000-8000-8000-000000000000";
    private const string Entity = "\"user_id\": \"errors\"";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "/v3/memories/add/", "", 400, "error details.message detail")]
    [InlineData("POST", "/v3/memories/add/", "[]", 400, "error details.message detail")]
    [InlineData("POST", "/v3/memories/add/", "null", 400, "error details.message detail")]
    [InlineData("POST", "/v3/memories/add/", "{" + Entity + "}", 400, "error details.message detail")]
    [InlineData("POST", "/v3/memories/add/", "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}", 400, "error details.message detail")]
    [InlineData("POST", "/v3/memories/add/", "{" + Entity + ", \"messages\": []}", 400, "error details.message detail")]
    [InlineData("POST", "/v3/memories/add/", "{" + Entity + ", \"messages\": [{\"role\": \"robot\", \"content\": \"x\"}]}", 400, "error details.message detail")]
    [InlineData("POST", "/v3/memories/add/", "{" + Entity + ", \"messages\": [{\"role\": \"user\"}]}", 400, "error details.message detail")]
    [InlineData("POST", "/v3/memories/add/", "{" + Entity + ", \"messages\": \"x\", \"metadata\": 1}", 400, "error details.message detail")]
    [InlineData("POST", "/v3/memories/add/", "{" + Entity + ", \"messages\": \"x\", \"expiration_date\": \"soon\"}", 400, "error details.message detail")]
    [InlineData("POST", "/v3/memories/add/", "{" + Entity + ", \"messages\": \"x\", \"timestamp\": \"soon\"}", 400, "error details.message detail")]
    [InlineData("POST", "/v3/memories/add/", "{" + Entity + ", \"messages\": \"x\", \"infer\": \"yes\"}", 400, "error details.message detail")]
    [InlineData("POST", "/v3/memories/add/", "{\"user_id\": \"..\", \"messages\": \"x\"}", 400, "error details.message detail")]
    [InlineData("POST", "/v3/memories/search/", "{\"query\": \"\"}", 400, "error detail")]
    [InlineData("POST", "/v3/memories/search/", "{\"query\": \"q\", " + Entity + "}", 400, "error detail")]
    [InlineData("POST", "/v3/memories/search/", "{\"query\": \"q\", \"filters\": {" + Entity + "}, \"top_k\": 0}", 400, "error detail")]
    [InlineData("POST", "/v3/memories/search/", "{\"query\": \"q\", \"filters\": {" + Entity + "}, \"threshold\": 2}", 400, "error detail")]
    [InlineData("POST", "/v3/memories/?page=0", "{}", 404, "error detail")]
    [InlineData("POST", "/v3/memories/?page=x", "{}", 400, "error detail")]
    [InlineData("POST", "/v3/memories/?page_size=1001", "{}", 400, "error detail")]
    [InlineData("POST", "/v3/memories/", "{\"filters\": {" + Entity + "}, \"start_date\": \"soon\"}", 400, "error detail")]
    [InlineData("POST", "/v1/memories/search/", "{\"query\": \"q\"}", 400, "error detail")]
    [InlineData("GET", "/v1/memories/", null, 400, "error detail")]
    [InlineData("GET", "/v1/memories/?user_id=errors&limit=201", null, 400, "error detail")]
    [InlineData("GET", "/v1/memories/planet/mars/", null, 400, "error detail")]
    [InlineData("DELETE", "/v1/memories/", null, 400, "error detail")]
    [InlineData("GET", "/v1/memories/m%2F1/", null, 400, "error detail")]
    [InlineData("GET", "/v1/memories/" + NoSuch + "/", null, 404, "error detail")]
    [InlineData("PUT", "/v1/memories/" + NoSuch + "/", "{\"text\": \"x\"}", 404, "error detail")]
    [InlineData("PUT", "/v1/memories/" + NoSuch + "/", "{}", 404, "error detail")]
    [InlineData("DELETE", "/v1/memories/" + NoSuch + "/", null, 404, "error detail")]
    [InlineData("GET", "/v1/memories/" + NoSuch + "/history/", null, 404, "error detail")]
    [InlineData("PUT", "/v1/batch/", "{}", 400, "error detail")]
    [InlineData("GET", "/v1/event/x/", null, 400, "error detail")]
    [InlineData("GET", "/v1/event/" + NoSuch + "/", null, 404, "error detail")]
    [InlineData("POST", "/v1/feedback/", "{}", 400, "error detail")]
    [InlineData("POST", "/v1/exports/get/", "{}", 400, "error detail")]
    [InlineData("POST", "/v1/users/", "{}", 400, "error detail")]
    [InlineData("DELETE", "/v2/entities/planet/mars/", null, 400, "error detail")]
    [InlineData("GET", "/v3/nothing/", null, 404, "error detail")]
    [InlineData("GET", "/v1/memories/events/", null, 501, "error detail")]
    [InlineData("GET", "/api/v1/orgs/organizations/", null, 501, "error detail")]
    [InlineData("POST", "/api/v1/orgs/organizations/default/members/", "{}", 501, "error detail")]
    [InlineData("POST", "/configure", "{}", 501, "error detail")]
    [InlineData("GET", "/configure/providers", null, 501, "error detail")]
    [InlineData("POST", "/auth/login", "{}", 501, "error detail")]
    [InlineData("GET", "/api-keys", null, 501, "error detail")]
    [InlineData("GET", "/requests", null, 501, "error detail")]
    [InlineData("POST", "/generate-instructions", "{}", 501, "error detail")]
    [InlineData("PATCH", "/v1/batch/", "{}", 405, "error detail")]
    public async Task BadInput_GetsItsStatusAndBody(string method, string path, string? body, int status, string members)
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.True(status == (int)response.StatusCode, $"Expected {status}, got {response.StatusCode}: {text}");
        var answer = JsonDocument.Parse(text).RootElement;
        foreach (var member in members.Split(' '))
            Assert.NotEmpty(member.Split('.').Aggregate(answer, (part, name) => part.GetProperty(name)).GetString()!);
    }

    [Fact]
    public async Task Body_ThatIsTooLarge_Gets413()
    {
        await using var small = await ApiServer.StartAsync(settings: ["--ChatMemory:Api:MaxBodyBytes=2048"]);

        var refused = await small.Http.PostAsync("/v3/memories/add/", new { messages = new string('x', 4096), user_id = "errors" }).JsonAsync(HttpStatusCode.RequestEntityTooLarge);

        Assert.NotEmpty(refused.GetProperty("error").GetString()!);
    }
}
