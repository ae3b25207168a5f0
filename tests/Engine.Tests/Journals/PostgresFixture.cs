using ChatMemory.Journals;
using ChatMemory.Support;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace ChatMemory.Journals;

/// <summary>One PostgreSQL for the whole run, started by the first test that asks for it.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer?>> _server = new(() => PostgresServer.TryStartAsync());

    /// <summary>The server; without PostgreSQL the test is skipped.</summary>
    public async Task<PostgresServer> ServerAsync()
    {
        var server = await _server.Value;
        Assert.SkipWhen(server is null, $"PostgreSQL is not installed here. Install it, or name its folder of binaries in {PostgresServer.BinariesVariable}.");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated && await _server.Value is { } server)
            await server.DisposeAsync();
    }
}
