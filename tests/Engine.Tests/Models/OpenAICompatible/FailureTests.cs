using System.Net;
using System.Net.Sockets;
using ChatMemory.Support.StandIn;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

public sealed class FailureTests
{
    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Model_ThatIsBusy_IsAskedAgain(int status)
    {
        var time = new SkippingTime(ModelRig.Now);
        await using var rig = await ModelRig.StartAsync(time: time);
        rig.Model.Then(ModelReply.Refusing(status)).Then(ModelReply.Refusing(status)).Then(ModelReply.Saying("Hi"));

        var updates = await rig.StreamAsync();

        Assert.Equal("Hi", string.Concat(updates.Select(update => update.Text)));
        Assert.Equal([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)], time.Waits);
        Assert.Equal(3, rig.Model.Requests.Count);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0.25", 0.25)]
    [InlineData("Mon, 05 Jan 2026 09:00:12 GMT", 12)]
    [InlineData("Mon, 05 Jan 2026 08:00:00 GMT", 0)]
    [InlineData("nonsense", 0.5)]
    public async Task RetryAfter_IsObeyed(string header, double seconds)
    {
        var time = new SkippingTime(ModelRig.Now);
        await using var rig = await ModelRig.StartAsync(time: time);
        rig.Model.Then(ModelReply.Refusing(429, header)).Then(ModelReply.Saying("Hi"));

        await rig.StreamAsync();

        // A wait of nothing needs no timer.
        Assert.Equal(seconds == 0 ? [] : [TimeSpan.FromSeconds(seconds)], time.Waits);
    }

    [Fact]
    public async Task RetryAfter_LongerThanAllowed_EndsTheTries()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Refusing(503, "3600"));

        var (_, failure) = await rig.BreakAsync();

        Assert.Equal((ModelErrors.Unavailable, true, TimeSpan.FromHours(1)), (failure.Code, failure.IsTransient, failure.RetryAfter));
        Assert.Single(rig.Model.Requests);
    }

    [Fact]
    public async Task Retries_AreBounded()
    {
        await using var rig = await ModelRig.StartAsync(new() { MaxRetries = 2 });
        rig.Model.Otherwise = _ => ModelReply.Refusing(503);

        var (_, failure) = await rig.BreakAsync();

        Assert.Equal(ModelErrors.Unavailable, failure.Code);
        Assert.Equal(3, rig.Model.Requests.Count);
    }

    [Theory]
    [InlineData(400, "some_code", "")]
    [InlineData(400, "context_length_exceeded", "longer than the model's context")]
    [InlineData(401, "invalid_api_key", "OPENAI_API_KEY")]
    [InlineData(404, "model_not_found", "ChatMemory:Models:Chat")]
    [InlineData(302, "some_code", "ChatMemory:Models:Endpoint")]
    [InlineData(429, "insufficient_quota", "quota")]
    public async Task Refusal_IsFinalAndSaysWhyWithoutEchoing(int status, string code, string expected)
    {
        await using var rig = await ModelRig.StartAsync(new() { ApiKey = "sk-hidden" });
        rig.Model.Otherwise = _ => ModelReply.Refusing(status, code: code, message: "You said: A secret prompt with sk-hidden");

        var (_, failure) = await rig.BreakAsync();

        Assert.Equal((ModelErrors.Rejected, false), (failure.Code, failure.IsTransient));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
        Assert.Single(rig.Model.Requests);
    }

    [Fact]
    public async Task Server_ThatIsNotThere_IsUnavailableAfterItsRetries()
    {
        var time = new SkippingTime(ModelRig.Now);
        await using var rig = await ModelRig.StartAsync(new() { Endpoint = $"http://127.0.0.1:{UnusedPort()}/v1" }, time);

        var (_, failure) = await rig.BreakAsync();

        Assert.Equal((ModelErrors.Unavailable, true), (failure.Code, failure.IsTransient));
        Assert.Equal(3, time.Waits.Count);
    }

    [Fact]
    public async Task Connection_CutBeforeTheFirstToken_IsTriedAgain()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Saying("lost").CutAfter(0)).Then(ModelReply.Saying("Hi"));

        Assert.Equal("Hi", string.Concat((await rig.StreamAsync()).Select(update => update.Text)));
    }

    [Fact]
    public async Task Connection_CutMidAnswer_KeepsWhatCameAndIsNotTriedAgain()
    {
        await using var rig = await ModelRig.StartAsync();
        var read = new TaskCompletionSource();
        rig.Model.Then(ModelReply.Saying("one", " two").CutAfter(1, read.Task));

        var (text, failure) = await rig.BreakAsync(read);

        Assert.Equal("one", text);
        Assert.Equal((ModelErrors.CutOff, true), (failure.Code, failure.IsTransient));
        Assert.Single(rig.Model.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"hal")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"hal\n\n", ModelErrors.Garbled)]
    public async Task Answer_EndedWithoutAReason_IsCutOff(string rest, string code = ModelErrors.CutOff)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Raw("text/event-stream", "data: {\"choices\":[{\"delta\":{\"content\":\"one\"}}]}\n\n", rest));

        var (text, failure) = await rig.BreakAsync();

        Assert.Equal(("one", code), (text, failure.Code));
    }

    [Theory]
    [InlineData("data: {broken\n\n", ModelErrors.Garbled)]
    [InlineData("data: [1,2]\n\n", ModelErrors.Garbled)]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"\\ud83c\"}}]}\n\n", ModelErrors.Garbled)]
    [InlineData("data: {\"choices\":[]} trailing\n\n", ModelErrors.Garbled)]
    [InlineData("data: {\"error\":{\"message\":\"A secret prompt\",\"code\":500}}\n\n", ModelErrors.Error)]
    [InlineData("data: {\"error\":\"A secret prompt\"}\n\n", ModelErrors.Error)]
    [InlineData("data: {\"object\":\"error\",\"message\":\"A secret prompt\"}\n\n", ModelErrors.Error)]
    public async Task Garbage_MidAnswer_EndsItByName(string line, string code)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Then(ModelReply.Saying("one", "two").Writing(1, line));

        var (text, failure) = await rig.BreakAsync();

        Assert.Equal(("one", code), (text, failure.Code));
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.Single(rig.Model.Requests);
    }

    [Fact]
    public async Task Server_AfterFailures_AnswersTheNext()
    {
        await using var rig = await ModelRig.StartAsync();
        var read = new TaskCompletionSource();
        rig.Model.Then(ModelReply.Saying("one", "two").CutAfter(1, read.Task)).Then(ModelReply.Saying("one").Writing(1, "data: {\n\n")).Then(ModelReply.Saying("fine"));

        await rig.BreakAsync(read);
        await rig.BreakAsync();

        Assert.Equal("fine", string.Concat((await rig.StreamAsync()).Select(update => update.Text)));
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"half"}}]}""", ModelErrors.CutOff)]
    [InlineData("""{"choices":[{"mess""", ModelErrors.Garbled)]
    [InlineData("<html>", ModelErrors.Garbled)]
    [InlineData("", ModelErrors.Garbled)]
    public async Task Answer_NotStreamedAndBroken_IsAnError(string body, string code)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Model.Otherwise = _ => ModelReply.Raw("application/json", body);

        var failure = await Assert.ThrowsAsync<ModelException>(
            () => rig.Chat.GetResponseAsync("Hello?", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(code, failure.Code);
    }

    private static int UnusedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
