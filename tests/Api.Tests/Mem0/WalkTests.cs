using ChatMemory.Api.Support;
using ChatMemory.Support;

namespace ChatMemory.Api.Mem0;

/// <summary>The wire is the same over both databases.</summary>
public sealed class WalkTests
{
    private const string Rules = "--ChatMemory:Extraction:Extractor=Rules";

    [Fact]
    public async Task Walk_OverSqlite_SeesWhatItMust()
    {
        await using var server = await ApiServer.StartAsync(settings: [Rules]);

        Assert.Equal(Mem0Walk.Expected, await Mem0Walk.RunAsync(server.Http, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Walk_OverPostgres_SeesTheSame()
    {
        await using var postgres = await PostgresServer.TryStartAsync();
        Assert.SkipWhen(postgres is null, $"PostgreSQL is not installed here. Install it, or name its folder of binaries in {PostgresServer.BinariesVariable}.");
        await using var server = await ApiServer.StartAsync(
            settings: [Rules, "--ChatMemory:Journals:Provider=Postgres", $"--ChatMemory:Journals:ConnectionString={await postgres.CreateSchemaAsync()}"]);

        Assert.Equal(Mem0Walk.Expected, await Mem0Walk.RunAsync(server.Http, TestContext.Current.CancellationToken));
    }
}
