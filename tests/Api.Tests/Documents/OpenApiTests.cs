using ChatMemory.Api.Support;

namespace ChatMemory.Api.Documents;

public sealed class OpenApiTests(SharedServer server) : IClassFixture<SharedServer>
{
    // UPDATE_OPENAPI=1 ./test writes the committed document anew.
    private static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1";

    [Fact]
    public async Task Document_IsTheCommittedOne()
    {
        var path = Repository.File("Api", "openapi.json");
        var served = (await server.Http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Update)
            await File.WriteAllTextAsync(path, served, TestContext.Current.CancellationToken);

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), served);
    }
}
