using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Support;
using ChatMemory.Api.TerminalChat;
using ChatMemory.Support.StandIn;

namespace ChatMemory.Api.Documents;

/// <summary>What readers copy works. Blocks of commands for a running server are run by <see cref="ReadmeTests"/>, all others here.</summary>
public sealed class SnippetTests : IDisposable
{
    private const string Backup = "sqlite3 data/journals.db";
    private const string Certificates = "openssl req -x509";

    // What no test runs, and why.
    private static readonly (string Page, string Begins, string Reason)[] NotRun =
    [
        ("docs/benchmarks.md", "1536 dimensions", "What a measurement has printed."),
        ("docs/cluster.md", "dotnet Silo/bin", "A synopsis, not a command. NodeProcessTests starts nodes with its arguments."),
        ("docs/operations.md", "pg_dump", "PostgreSQL's tools alone, on a database that the reader has."),
        ("docs/realtime.md", "import OpenAI", "OpenAI's client insists on TLS. tests/Clients/openai-realtime.mjs does the same through a proxy that has it."),
        ("docs/values.md", "const talking", "A part of a LangChain program. tests/Clients/langchain-history.mjs is a whole one."),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chat-memory-snippets-");

    public static TheoryData<string, string> Starts =>
        [.. ShellLine.Of(ShellLine.Start()).Select(line => (line["environment"].Value.Trim(), line["arguments"].Value.Trim()))];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void EverySnippet_IsTried_OrIsNamedWithTheReason()
    {
        var untried = Snippet.All.Where(snippet => !IsTried(snippet)).ToList();

        Assert.All(untried, snippet => Assert.Contains(NotRun, it => Names(it, snippet)));
        Assert.All(NotRun, it => Assert.Contains(untried, snippet => Names(it, snippet)));
    }

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task Start_IsUp_AndAnswersWithTheModelThatItNames(string environment, string arguments)
    {
        await using var model = await StandInModel.StartAsync();
        var variables = Words(environment).Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        if (variables.ContainsKey("OPENAI_BASE_URL"))
            variables["OPENAI_BASE_URL"] = model.Endpoint.ToString();
        model.Then(ModelReply.Saying("Hello from the model."));

        await using var server = await ServerProcess.StartAsync(variables, Words(arguments));

        // Without an address of its own the key would lead to OpenAI.
        if (variables.ContainsKey("OPENAI_API_KEY") && !variables.ContainsKey("OPENAI_BASE_URL"))
            return;
        var answer = await server.Http.ChatAsync("reader", "Hello");
        Assert.Equal(variables.ContainsKey("OPENAI_BASE_URL"), answer.GetRawText().Contains("Hello from the model.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Chat_TalksToTheServerThatItNames()
    {
        await using var server = await ApiServer.StartAsync();
        foreach (var line in ShellLine.Of(ShellLine.Chat()))
        {
            var arguments = Words(line["arguments"].Value).Where(word => !word.StartsWith("http", StringComparison.Ordinal) && word != "--url");
            using var output = new StringWriter();
            using var errors = new StringWriter();

            var exitCode = await TerminalChatCommand.RunAsync(
                [.. arguments, "--url", server.Address.AbsoluteUri], new StringReader("I live in Lisbon.\n/quit\n"), output, errors, new());

            Assert.True(exitCode == 0, errors.ToString());
        }
    }

    [Fact]
    public void Keys_AreMade()
    {
        foreach (var line in ShellLine.Of(ShellLine.Keys()))
        {
            using var output = new StringWriter();

            Assert.Equal(0, KeysCommand.Run(Words(line["arguments"].Value), output, TextWriter.Null));
            Assert.Contains("cmk_", output.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void FilesAndSettings_AreThere()
    {
        var readme = File.ReadAllText(Repository.File("README.md"));

        Assert.All(ShellLine.Of(ShellLine.Tool()), line => Assert.Single(Directory.GetFiles(Repository.File(line["project"].Value), "*.csproj")));
        Assert.All(ShellLine.Of(ShellLine.Compose()), line => Assert.True(File.Exists(Repository.File(line["file"].Value)), line[0].Value));
        Assert.All(ShellLine.Of(ShellLine.Setting()), line =>
            Assert.Contains($"| `{line["setting"].Value.Replace("__", ":", StringComparison.Ordinal)}` |", readme, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_IsWhatTheServerSays_OrCanBeRead()
    {
        await using var server = await ApiServer.StartAsync();
        var refused = await server.Http.PostAsync("/api/users/reader/memories", new { memories = new[] { new { text = "Likes tea." }, new { text = "" } } })
            .JsonAsync(System.Net.HttpStatusCode.BadRequest);

        foreach (var snippet in Snippet.All.Where(snippet => snippet.Language == "json"))
        {
            var written = JsonDocument.Parse(snippet.Code).RootElement;
            if (written.TryGetProperty("status", out _))
                Assert.All(written.EnumerateObject(), member => Assert.True(JsonElement.DeepEquals(member.Value, refused.GetProperty(member.Name)), $"{refused}"));
        }
    }

    [Fact]
    public async Task Backup_HasEverything_AndIsADataFolder()
    {
        Bash.Need("sqlite3");
        var data = _folder.CreateSubdirectory("data").FullName;
        await using (var server = await ApiServer.StartAsync(settings: [$"--ChatMemory:DataDirectory={data}"]))
        {
            await server.Http.AddAsync("reader", new { text = "Likes tea." });
            await server.Http.PostAsync("/api/tokens", new { user = "reader", expires_in_seconds = 60 }).JsonAsync();
            await Bash.RunAsync(The(Backup).Code, _folder.FullName);
        }

        await using var restored = await ApiServer.StartAsync(settings: [$"--ChatMemory:DataDirectory={Path.Combine(_folder.FullName, "backup")}"]);
        Assert.Equal(["Likes tea."], await restored.Http.MemoriesAsync("reader"));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_folder.FullName, "backup", "token-keys")));
    }

    [Fact]
    public async Task Certificates_AreOfTheAuthority_AndCarryTheNodesName()
    {
        Bash.Need("openssl");
        await Bash.RunAsync(The(Certificates).Code, _folder.FullName);

        using var node = X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(_folder.FullName, "node.pfx"), "...");
        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_folder.FullName, "authority.pem"));
        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        Assert.True(chain.Build(node));
        Assert.True(node.HasPrivateKey && node.MatchesHostname("chat-memory"));
    }

    private static bool IsTried(Snippet snippet) => snippet.Language switch
    {
        Snippet.Commands or "json" => true,
        Snippet.Shell => IsOf(snippet, Backup) || IsOf(snippet, Certificates) || snippet.Lines.All(ShellLine.IsTried),
        _ => false,
    };

    private static Snippet The(string begins) => Snippet.All.Single(snippet => IsOf(snippet, begins));

    private static bool IsOf(Snippet snippet, string command) => snippet.Lines.Any(line => line.StartsWith(command, StringComparison.Ordinal));

    private static bool Names((string Page, string Begins, string Reason) entry, Snippet snippet) =>
        entry.Page == snippet.Page && snippet.Code.StartsWith(entry.Begins, StringComparison.Ordinal);

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
