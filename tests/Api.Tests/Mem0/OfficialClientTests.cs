using ChatMemory.Api.Support;

namespace ChatMemory.Api.Mem0;

/// <summary>Mem0's own client with nothing but its host changed.</summary>
public sealed class OfficialClientTests(Mem0Server server) : IClassFixture<Mem0Server>
{
    [Fact]
    public Task Npm_MemoryClient_WorksUnchanged() => NpmClients.RunAsync("mem0.mjs", server.Api.Address.GetLeftPart(UriPartial.Authority));
}
