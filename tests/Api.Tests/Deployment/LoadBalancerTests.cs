using System.Net;
using ChatMemory.Api.Support;
using ChatMemory.Support.StandIn;
using Microsoft.AspNetCore.Http;

namespace ChatMemory.Api.Deployment;

/// <summary>The load balancer's configuration in a real nginx.</summary>
public sealed class LoadBalancerTests
{
    // Nothing listens there, so a connection is refused at once.
    private const string NoNode = "127.0.0.1:1";

    public LoadBalancerTests() => Assert.SkipUnless(NginxProcess.IsInstalled, "nginx is not installed here.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tokens_ComeThroughOneByOne()
    {
        var gate = new TaskCompletionSource();
        await using var model = await StandInModel.StartAsync();
        model.Then(ModelReply.Saying("One", " two").WaitingFor(gate.Task, 1));
        await using var server = await ApiServer.StartAsync(model);
        await using var balancer = await NginxProcess.StartAsync(server.Address.Authority, server.Address.Authority, server.Address.Authority);

        await using var events = await balancer.Http.PostAsync("/api/chat", new { user = "ada", input = "Count." }).EventsAsync();
        var first = await events.UntilAsync("delta").WaitAsync(TimeSpan.FromSeconds(30), Token);
        gate.SetResult();
        var rest = await events.ToEndAsync();

        Assert.Equal("One", first[^1].Text);
        Assert.Equal(" two", Assert.Single(rest, item => item.Type == "delta").Text);
    }

    [Fact]
    public async Task NodeThatIsGone_IsPassedOver_AlsoByPost()
    {
        await using var server = await ApiServer.StartAsync();
        await using var balancer = await NginxProcess.StartAsync(NoNode, NoNode, server.Address.Authority);

        for (var request = 0; request < 4; request++)
            await balancer.Http.ChatAsync("ada", "Hello.");
    }

    [Fact]
    public async Task PostThatANodeTook_IsNotSentToAnother()
    {
        await using var dropping = await CountingNode.StartAsync(context => context.Abort());
        await using var balancer = await NginxProcess.StartAsync(dropping.Address, dropping.Address, dropping.Address);

        using var answer = await balancer.Http.PostAsync("/api/chat", new { user = "ada", input = "Hello." });

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal(1, dropping.Requests);
    }

    [Fact]
    public async Task GetThatANodeDropped_IsAskedOfTheOthers()
    {
        await using var dropping = await CountingNode.StartAsync(context => context.Abort());
        await using var balancer = await NginxProcess.StartAsync(dropping.Address, dropping.Address, dropping.Address);

        using var answer = await balancer.Http.GetAsync("/api/users/ada/memories", Token);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal(3, dropping.Requests);
    }

    [Fact]
    public async Task Overload_ReachesTheClientWithItsRetryAfter()
    {
        await using var full = await CountingNode.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "7";
        });
        await using var balancer = await NginxProcess.StartAsync(full.Address, full.Address, full.Address);

        using var answer = await balancer.Http.PostAsync("/api/chat", new { user = "ada", input = "Hello." });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter?.Delta);
        Assert.Equal(1, full.Requests);
    }
}
