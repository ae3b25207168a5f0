using ChatMemory.Api.Credentials;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Api.Settings;

/// <summary>With what the server refuses to start, and that it says what to change.</summary>
public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chat-memory-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task UnknownSettings_AreRefusedAllAtOnceByName()
    {
        var refused = await RefusedAsync(
            "--ChatMemory:Sessions:Deadlin=1", "--ChatMemory:Sesions:Deadline=1", "--ChatMemory:Keys:0:Hsh=1", "--ChatMemory:DataDir=x");

        Assert.Equal(4, refused.Reasons.Count);
        Assert.Contains(refused.Reasons, reason => reason.StartsWith("ChatMemory:Sessions:Deadlin ", StringComparison.Ordinal) && reason.Contains("Deadline", StringComparison.Ordinal));
        Assert.Contains(refused.Reasons, reason => reason.StartsWith("ChatMemory:Sesions ", StringComparison.Ordinal));
        Assert.Contains(refused.Reasons, reason => reason.StartsWith("ChatMemory:Keys:0:Hsh ", StringComparison.Ordinal));
        Assert.Contains(refused.Reasons, reason => reason.StartsWith("ChatMemory:DataDir ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--urls=http://0.0.0.0:0")]
    [InlineData("--urls=http://127.0.0.1:0;http://*:0")]
    [InlineData("--urls=http://[::]:0")]
    [InlineData("--urls=http://some-host:0")]
    [InlineData("--http_ports=0")]
    [InlineData("--Kestrel:Endpoints:Extra:Url=http://0.0.0.0:0")]
    public async Task ListeningBeyondLoopback_WithoutKeys_IsRefused(string address)
    {
        var refused = await RefusedAsync(address);

        Assert.Contains("ChatMemory__Keys__0__Hash", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListeningBeyondLoopback_WithAKey_Starts()
    {
        await using var app = Build(["--urls=http://0.0.0.0:0", .. CredentialTests.Key(0, "cmk_x", "acme", "chat")]);

        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Server_ToldToStopWhileItStarts_EndsWell()
    {
        string[] settings = ["--urls=http://127.0.0.1:0", $"--ChatMemory:DataDirectory={_folder.FullName}"];

        var code = await Startup.RunAsync(() => OneProcessServer.Build(settings, builder => builder.Services.AddHostedService<BrokenOffByStop>()));

        Assert.Equal(0, code);
    }

    [Fact]
    public void KeysNew_PrintsAKeyAndItsHash()
    {
        using var output = new StringWriter();

        Assert.Equal(0, KeysCommand.Run(["new", "--tenant", "acme", "--permissions", "chat,admin"], output, TextWriter.Null));

        var lines = output.ToString().Split('\n');
        var key = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        var hash = lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        Assert.Equal(hash, Convert.ToHexStringLower(ApiKey.HashOf(key)));
        Assert.Contains("Permissions='chat,admin'", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("old")]
    [InlineData("new", "--tenant")]
    [InlineData("new", "--permissions", "everything")]
    public void Keys_ThatMakeNoSense_ExplainTheUsage(params string[] arguments)
    {
        using var errors = new StringWriter();

        Assert.Equal(1, KeysCommand.Run(arguments, TextWriter.Null, errors));
        Assert.StartsWith("Usage", errors.ToString(), StringComparison.Ordinal);
    }

    private WebApplication Build(string[] settings) => OneProcessServer.Build(
        [$"--ChatMemory:DataDirectory={_folder.FullName}", "--OPENAI_API_KEY=", "--OPENAI_BASE_URL=", .. settings],
        builder => builder.Logging.ClearProviders());

    private async Task<SettingsException> RefusedAsync(params string[] settings)
    {
        await using var app = Build(settings);
        return Assert.Throws<SettingsException>(app.Services.GetRequiredService<StartCheck>().Verify);
    }

    /// <summary>A service that does not get ready before it is told to stop, and takes that ill.</summary>
    private sealed class BrokenOffByStop(Microsoft.Extensions.Hosting.IHostApplicationLifetime lifetime) : Microsoft.Extensions.Hosting.IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.StopApplication();
            throw new AggregateException(new OperationCanceledException(), new InvalidOperationException("It has not begun."));
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
