using ChatMemory.Api.Support;

namespace ChatMemory.Api.Values;

/// <summary>LangChain's JavaScript client with a chat history over stored values.</summary>
public sealed class LangChainTests(SharedServer server) : IClassFixture<SharedServer>
{
    [Fact]
    public Task Npm_History_KeepsWhatLangChainGivesIt() =>
        NpmClients.RunAsync("langchain-history.mjs", server.Api.Address.GetLeftPart(UriPartial.Authority));
}
