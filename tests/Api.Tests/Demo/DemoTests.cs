using ChatMemory.Api.Support;
using Microsoft.Extensions.DependencyInjection;

namespace ChatMemory.Api.Demo;

public sealed class DemoTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Demo_HasAUserWithConversationsAndMemories_AndAddsNothingTheSecondTime()
    {
        await using var server = await ApiServer.StartAsync(settings: ["--demo"]);
        await server.Services.GetRequiredService<DemoSeed>().ExecuteTask!;
        await using (var asking = await server.Http.SendAsync(
            HttpMethod.Get, $"/api/users/mira/sessions/{DemoConversations.QuestionSession}/events").EventsAsync())
        {
            await asking.UntilAsync("exchange.ended");
        }

        var (sessions, memories) = await StateAsync(server);

        Assert.Equal(DemoConversations.All.Count + 1, sessions);
        Assert.Contains("Lives in Porto.", memories);
        Assert.DoesNotContain("Lives in Lisbon.", memories);
        var answer = (await server.Http.GetJsonAsync($"/api/users/mira/sessions/{DemoConversations.QuestionSession}/exchanges")).GetProperty("exchanges")[0];
        Assert.NotEqual(0, answer.GetProperty("recall").GetProperty("memories").GetArrayLength());

        using var again = ActivatorUtilities.CreateInstance<DemoSeed>(server.Services);
        await again.StartAsync(Cancellation);
        await again.ExecuteTask!;

        var (sessionsAgain, memoriesAgain) = await StateAsync(server);
        Assert.Equal(sessions, sessionsAgain);
        Assert.Equal(memories, memoriesAgain);
    }

    private static async Task<(int Sessions, string[] Memories)> StateAsync(ApiServer server)
    {
        await server.Http.SettleAsync("mira");
        return ((await server.Http.GetJsonAsync("/api/users/mira/sessions")).GetProperty("sessions").GetArrayLength(), await server.Http.MemoriesAsync("mira"));
    }
}
