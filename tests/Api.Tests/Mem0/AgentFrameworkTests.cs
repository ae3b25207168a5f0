using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Api.Support;
using ChatMemory.Keys;
using ChatMemory.Users;
using Microsoft.Extensions.DependencyInjection;

namespace ChatMemory.Api.Mem0;

/// <summary>The three calls of Microsoft Agent Framework's Mem0 provider, byte for byte as it sends them.</summary>
public sealed class AgentFrameworkTests(Mem0Server server) : IClassFixture<Mem0Server>
{
    private const string Ids = """
        "app_id":"app","agent_id":"agent","run_id":"thread-1","user_id":"user"
        """;

    [Fact]
    public async Task Provider_StoresSearchesAndClears()
    {
        using var stored = await PostAsync("/v1/memories/", $$"""{{{Ids}},"messages":[{"content":"I live in Lisbon.","role":"user"}]}""");
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        using var answered = await PostAsync("/v1/memories/", $$"""{{{Ids}},"messages":[{"content":"Lisbon it is.","role":"assistant"}]}""");
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        await server.Http.SettleAsync("user");

        var found = await SearchAsync("Where do I live?");

        Assert.Equal("Lives in Lisbon.", found.Single().Memory);
        Assert.Equal(("user", "app", "agent", "thread-1"), (found[0].UserId, found[0].AppId, found[0].AgentId, found[0].SessionId));
        Assert.True(found[0].Score > 0 && found[0].CreatedAt > DateTime.UnixEpoch && found[0].Hash.Length > 0);
        Assert.Empty(await SearchAsync(""));

        using var cleared = await SendAsync(new(HttpMethod.Delete, "/v1/memories/?app_id=app&agent_id=agent&run_id=thread-1&user_id=user"));
        Assert.Equal(HttpStatusCode.OK, cleared.StatusCode);
        Assert.Empty(await SearchAsync("Where do I live?"));
    }

    // The provider leaves out what is not set.
    [Fact]
    public async Task Provider_WithAnAgentAlone_StoresAndSearches()
    {
        using var stored = await PostAsync("/v1/memories/", """{"agent_id":"lonely","messages":[{"content":"I live in Bergen.","role":"user"}]}""");
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        Assert.True(await server.Api.Services.GetRequiredService<Settlement>().SettleAsync(
            Owners.Nobodys(TenantId.Default), TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

        using var found = await PostAsync("/v1/memories/search/", """{"agent_id":"lonely","query":"Where do I live?"}""");

        var items = JsonSerializer.Deserialize<Item[]>(await found.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), JsonSerializerOptions.Default);
        Assert.Null(Assert.Single(items!).UserId);
    }

    private async Task<Item[]> SearchAsync(string query)
    {
        using var response = await PostAsync("/v1/memories/search/", $$"""{{{Ids}},"query":"{{query}}"}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonSerializer.Deserialize<Item[]>(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), JsonSerializerOptions.Default)!;
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body) =>
        SendAsync(new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") });

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Token", "any");
        return server.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    // The members and kinds that the provider reads; a wrong kind throws there as here.
    private sealed class Item
    {
        [System.Text.Json.Serialization.JsonPropertyName("memory")]
        public string Memory { get; set; } = "";

        [System.Text.Json.Serialization.JsonPropertyName("hash")]
        public string Hash { get; set; } = "";

        [System.Text.Json.Serialization.JsonPropertyName("score")]
        public double Score { get; set; }

        [System.Text.Json.Serialization.JsonPropertyName("created_at")]
        public DateTime CreatedAt { get; set; }

        [System.Text.Json.Serialization.JsonPropertyName("user_id")]
        public string? UserId { get; set; }

        [System.Text.Json.Serialization.JsonPropertyName("app_id")]
        public string? AppId { get; set; }

        [System.Text.Json.Serialization.JsonPropertyName("agent_id")]
        public string? AgentId { get; set; }

        [System.Text.Json.Serialization.JsonPropertyName("session_id")]
        public string? SessionId { get; set; }
    }
}
