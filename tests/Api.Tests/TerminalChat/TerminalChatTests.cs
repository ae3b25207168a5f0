using ChatMemory.Api.Support;
using ChatMemory.Support.StandIn;

namespace ChatMemory.Api.TerminalChat;

public sealed class TerminalChatTests : IAsyncLifetime
{
    private StandInModel _model = null!;
    private ApiServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await StandInModel.StartAsync();
        _server = await ApiServer.StartAsync(_model, ["--ChatMemory:Models:Embedding=offline", "--ChatMemory:Extraction:Extractor=Rules"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task AnAnswer_IsShown_AndMemoriesWhenAsked()
    {
        _model.Then(ModelReply.Saying("What a ", "fine ", "city."));
        await _server.Http.AddAsync("ada", new { text = "Likes pistachio ice cream." }, new { text = "Works at Acme." });

        var said = await TalkAsync("I live in Lisbon.\n/memories\n/memories Which ice cream?\n/quit\nnever read");

        Assert.Contains("What a fine city.", said, StringComparison.Ordinal);
        Assert.Contains("- Works at Acme.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("never read", _model.Requests.SelectMany(request => request.LastWords()));
        Assert.EndsWith("> ", said, StringComparison.Ordinal);
        Assert.Equal(1, (await _server.Http.GetJsonAsync("/api/users/ada/sessions/terminal")).GetProperty("exchanges").GetInt32());
    }

    [Fact]
    public async Task CtrlC_StopsTheAnswer_NotTheProgram()
    {
        _model.Then(ModelReply.Saying("One, ", "two.").StallingAfter(1)).Then(ModelReply.Saying("Still here."));
        var interrupt = new Interrupt();

        var said = await TalkAsync("Count.\nAre you there?\n", interrupt, pressAt: "One,");

        Assert.Contains("[stopped]", said, StringComparison.Ordinal);
        Assert.Contains("Still here.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("two.", said, StringComparison.Ordinal);
        Assert.False(interrupt.Press());
    }

    [Fact]
    public async Task WhatAModelWrites_DoesNotCommandTheTerminal()
    {
        _model.Then(ModelReply.Saying("\u001b[2J", "plain\u0007"));

        var said = await TalkAsync("Hello.\n");

        Assert.Contains("[2J", said, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', said);
        Assert.DoesNotContain('\u0007', said);
    }

    [Fact]
    public async Task WithoutAServer_ItSaysHowToStartOne()
    {
        using var errors = new StringWriter();

        var exitCode = await TerminalChatCommand.RunAsync(["--url", "http://127.0.0.1:1"], new StringReader("Hello.\n"), TextWriter.Null, errors, new());

        Assert.Equal(1, exitCode);
        Assert.Contains("./run", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--url")]
    [InlineData("--url", "nowhere")]
    [InlineData("--colour", "red")]
    public async Task Arguments_ThatMakeNoSense_ExplainTheUsage(params string[] arguments)
    {
        using var errors = new StringWriter();

        Assert.Equal(1, await TerminalChatCommand.RunAsync(arguments, TextReader.Null, TextWriter.Null, errors, new()));
        Assert.StartsWith("Usage", errors.ToString(), StringComparison.Ordinal);
    }

    private async Task<string> TalkAsync(string typed, Interrupt? interrupt = null, string? pressAt = null)
    {
        interrupt ??= new();
        using var output = new PressingWriter(interrupt, pressAt);
        using var errors = new StringWriter();
        var exitCode = await TerminalChatCommand.RunAsync(
            ["--url", _server.Address.AbsoluteUri, "--user", "ada", "--session", "terminal"], new StringReader(typed), output, errors, interrupt);
        Assert.True(exitCode == 0, errors.ToString());
        return output.ToString();
    }

    /// <summary>Presses Ctrl-C when something is shown.</summary>
    private sealed class PressingWriter(Interrupt interrupt, string? pressAt) : StringWriter
    {
        public override Task WriteAsync(string? value)
        {
            if (pressAt is not null && value?.Contains(pressAt, StringComparison.Ordinal) == true)
                interrupt.Press();
            return base.WriteAsync(value);
        }
    }
}
