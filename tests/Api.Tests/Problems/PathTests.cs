using ChatMemory.Api.Support;

namespace ChatMemory.Api.Problems;

public sealed class PathTests(SharedServer server) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("a%252Fb c?#")]
    [InlineData("日本 🎈 ü")]
    [InlineData("a+b&c=d;e")]
    public async Task Ids_WithAnyCharacters_AreTheSameInPathAndBody(string id)
    {
        await server.Http.ChatAsync(id, "Hello", session: id);

        var session = await server.Http.GetJsonAsync($"/api/users/{Uri.EscapeDataString(id)}/sessions/{Uri.EscapeDataString(id)}");

        Assert.Equal(id, session.GetProperty("session").GetString());
    }

    [Fact]
    public async Task Ids_ThatDifferOnlyInEncoding_AreDifferentUsers()
    {
        await server.Http.AddAsync("x/y", new { text = "I like slashes." });

        Assert.Empty(await server.Http.MemoriesAsync("x%2Fy"));
        Assert.Single(await server.Http.MemoriesAsync("x/y"));
    }
}
