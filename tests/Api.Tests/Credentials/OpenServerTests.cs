using System.Net;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Credentials;

/// <summary>A server without keys serves this machine, and no web page that its user happens to visit.</summary>
public sealed class OpenServerTests(SharedServer server) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Request_FromElsewhere_IsForbidden(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/users/u/settle") { Headers = { { header, value } } };

        await server.Http.SendAsync(request, TestContext.Current.CancellationToken).StatusAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Request_WithSomeKey_IsTaken() =>
        await server.Http.SendAsync(HttpMethod.Get, "/api/users/u/memories", credential: "sk-anything").StatusAsync(HttpStatusCode.OK);

    [Fact]
    public async Task Request_FromItsOwnPage_IsTaken()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/users/u/settle")
        {
            Headers = { { "Origin", server.Api.Address.GetLeftPart(UriPartial.Authority) } },
        };

        await server.Http.SendAsync(request, TestContext.Current.CancellationToken).StatusAsync(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("http://127.5.5.5:80", true)]
    [InlineData("http://unix:/tmp/socket", true)]
    [InlineData("http://0.0.0.0:8080", false)]
    [InlineData("http://[::]:8080", false)]
    [InlineData("http://*:80", false)]
    [InlineData("http://+:80", false)]
    [InlineData("http://chat.example:80", false)]
    [InlineData("http://localhost.evil.example:80", false)]
    [InlineData("http://192.168.1.5:80", false)]
    [InlineData("nonsense", false)]
    public void Address_IsLoopback_OnlyWhenNobodyElseReachesIt(string address, bool expected) =>
        Assert.Equal(expected, ListenAddresses.IsLoopback(address));
}
