using System.Net.Http.Json;
using ChatMemory.Silo;
using ChatMemory.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Cluster.Nodes;

/// <summary>TLS between nodes, and between clients and nodes. All are processes of their own.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chat-memory-tls");
    private readonly List<NodeProcess> _nodes = [];
    private readonly Certificates _ours;
    private readonly Certificates _strange;
    private PostgresServer? _postgres;
    private string _database = "";

    public TlsTests()
    {
        _ours = new(_folder.FullName, "ours");
        _strange = new(_folder.FullName, "strange");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.TryStartAsync();
        Assert.SkipWhen(_postgres is null, $"PostgreSQL is not installed here. Install it, or name its folder of binaries in {PostgresServer.BinariesVariable}.");
        _database = await _postgres.CreateSchemaAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task TwoNodesAndAClient_TalkOverTls_AndNobodyElseIsLetIn()
    {
        // A node that could not talk to the one before it would not become ready.
        await NodeAsync("--role", "silo");
        await NodeAsync("--role", "silo");
        var gateway = await NodeAsync("--role", "gateway");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(session => ChatAsync(gateway, $"s{session}")));

        Assert.All(answers, events => Assert.Contains("\"status\":\"completed\"", events, StringComparison.Ordinal));
        Assert.Null(await ConnectAsync(_ours.Certificate, _ours.Authority));
        Assert.DoesNotContain(null, await Task.WhenAll(
            ConnectAsync(_strange.Certificate, _ours.Authority),
            ConnectAsync(_ours.Certificate, _strange.Authority),
            ConnectAsync(certificate: null, authority: null)));
    }

    [Theory]
    [InlineData("Certificate", "nowhere.pfx")]
    [InlineData("Authority", "nowhere.pem")]
    [InlineData("Password", "wrong")]
    public void Certificate_ThatCannotBeRead_IsNamedAtTheStart(string setting, string value)
    {
        var refused = Assert.Throws<ChatMemoryException>(() => Node.Build([.. _ours.Settings, $"--{ClusterOptions.Section}:Tls:{setting}={value}"]));

        Assert.StartsWith($"{ClusterOptions.Section}:Tls:", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Certificates.Password, refused.Message, StringComparison.Ordinal);
    }

    // Why a client of the cluster is not let in; null when it is.
    private async Task<Exception?> ConnectAsync(string? certificate, string? authority)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"{ClusterOptions.Section}:ConnectionString"] = _database,
            [$"{ClusterOptions.Section}:Tls:Certificate"] = certificate,
            [$"{ClusterOptions.Section}:Tls:Password"] = Certificates.Password,
            [$"{ClusterOptions.Section}:Tls:Authority"] = authority,
        });
        builder.AddChatMemoryClient();
        builder.Services.AddSingleton<IClientConnectionRetryFilter, GiveUp>();
        using var client = builder.Build();
        try
        {
            await client.StartAsync(Token);
            await client.StopAsync(Token);
            return null;
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            return refused;
        }
    }

    private async Task<NodeProcess> NodeAsync(params string[] arguments)
    {
        var node = await NodeProcess.StartAsync(_database, _folder.FullName, [.. _ours.Settings, .. arguments]);
        _nodes.Add(node);
        return node;
    }

    private static async Task<string> ChatAsync(NodeProcess node, string session)
    {
        using var http = node.Http;
        var answer = await http.PostAsJsonAsync("/api/chat", new { user = "ada", session, input = "Hello." }, Token);
        return await answer.Content.ReadAsStringAsync(Token);
    }

    private sealed class GiveUp : IClientConnectionRetryFilter
    {
        public Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken) => Task.FromResult(false);
    }
}
