using System.Diagnostics;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Support;
using ChatMemory.Load.Answers;
using ChatMemory.Load.Figures;
using ChatMemory.Load.Model;
using ChatMemory.Load.Targets;
using ChatMemory.Support.StandIn;

namespace ChatMemory.Load;

/// <summary>The load tester against the one-process server, over HTTP.</summary>
public sealed class HttpLoadTests
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_AsAnOperatorStartsIt_ReportsThatAllCameWhole()
    {
        await using var model = await ScriptedModel.StartAsync(Pace, Pace);
        await using var server = await ApiServer.StartAsync(model);
        var report = Path.GetTempFileName();

        var (code, output) = await LoadAsync(
            "run", "--target", $"{server.Address}", "--users", "10", "--rate", "20", "--duration", "2", "--warm-up", "1", "--tokens", "10", "--json", report);

        Assert.True(code == 0, output);
        Assert.Contains("answers were compared with what the model sent, token by token, and were the same", output, StringComparison.Ordinal);
        Assert.Contains("firstToken", await File.ReadAllTextAsync(report, Token), StringComparison.Ordinal);
        File.Delete(report);
    }

    [Theory]
    [InlineData("--rate", "0")]
    [InlineData("--users", "0")]
    [InlineData("--shortest-thought", "10")]
    [InlineData("--tokens", "many")]
    public async Task Run_WithWhatCannotBeMeant_SaysSo(string option, string value)
    {
        var (code, output) = await LoadAsync("run", option, value);

        Assert.Equal(1, code);
        Assert.Contains(option, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelThatLosesAToken_IsFoundOut()
    {
        await using var model = await StandInModel.StartAsync(record: false);
        model.Otherwise = request => AnswerScript.AskedFor(request.LastText()) is { } script
            ? ModelReply.Saying([.. script.Tokens.SkipLast(1)])
            : ModelReply.Saying("{\"memories\":[]}");
        await using var server = await ApiServer.StartAsync(model);

        var figures = await RunAsync(server.Address);

        Assert.Equal(figures.Due, figures.Errors[AnswerCheck.Missing]);
        Assert.Equal((0, 0), (figures.Completed, figures.Whole.Count));
    }

    [Fact]
    public async Task Refusals_AreCountedByStatusAndCode()
    {
        await using var model = await ScriptedModel.StartAsync(Pace, Pace);
        await using var server = await ApiServer.StartAsync(model, [.. CredentialTests.Key(0, "cmk_x", "acme", "chat")]);

        var figures = await RunAsync(server.Address);

        Assert.Equal([KeyValuePair.Create("401 unauthorized", figures.Due)], figures.Errors);
    }

    [Fact]
    public async Task Model_ThatRefuses_IsToldAsItsExchangesEnd()
    {
        await using var model = await StandInModel.StartAsync(record: false);
        model.Otherwise = _ => ModelReply.Refusing(400);
        await using var server = await ApiServer.StartAsync(model);

        var figures = await RunAsync(server.Address);

        Assert.Equal(figures.Due, figures.Errors.Single(error => error.Key.StartsWith("failed: ", StringComparison.Ordinal)).Value);
    }

    [Fact]
    public async Task Nobody_ListeningThere_IsAConnectionError()
    {
        var figures = await RunAsync(new("http://127.0.0.1:1"));

        Assert.Equal(figures.Due, figures.Errors["connection: ConnectionError"]);
    }

    private static async Task<RunFigures> RunAsync(Uri server)
    {
        await using var target = new HttpTarget([server]);
        var plan = new LoadPlan { Users = 5, Rate = 40, Duration = TimeSpan.FromSeconds(0.5), WarmUp = TimeSpan.Zero, Tokens = 5 };
        var figures = await new LoadRun(plan, target, TimeProvider.System).RunAsync(Token);
        Assert.NotEqual(0, figures.Due);
        return figures;
    }

    private static async Task<(int Code, string Output)> LoadAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LoadRun).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var load = Process.Start(start)!;
        var errors = load.StandardError.ReadToEndAsync(Token);
        var output = await load.StandardOutput.ReadToEndAsync(Token);
        await load.WaitForExitAsync(Token);
        return (load.ExitCode, output + await errors);
    }
}
