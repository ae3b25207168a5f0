using System.Text.Json;
using ChatMemory.Api.Support;
using ChatMemory.Support.StandIn;

namespace ChatMemory.Api.Process;

/// <summary>The real server as a process, killed with <c>kill -9</c> in the middle of things.</summary>
public sealed class KillTests : IAsyncLifetime
{
    private StandInModel _model = null!;
    private ServerProcess _server = null!;

    private HttpClient Http => _server.Http;

    public async ValueTask InitializeAsync()
    {
        _model = await StandInModel.StartAsync();
        _server = await ServerProcess.StartAsync(
            $"--OPENAI_BASE_URL={_model.Endpoint}", "--OPENAI_API_KEY=stand-in", "--ChatMemory:Extraction:Extractor=Model");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task Kill_MidStreamAndMidExtraction_LosesNothingAcknowledgedAndDoublesNothing()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var extracting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _model.Otherwise = request => !IsExtraction(request) ? ModelReply.Saying("Well ", "noted.")
            : Asks(request, "kayak") && extracting.TrySetResult() ? ModelReply.Saying("never read").WithHeadersAfter(held.Task)
            : ModelReply.Saying(Finding(request));

        // Acknowledged before anything breaks.
        await Http.AddAsync("ada", new { text = "Was added before the kill." });
        await Http.ChatAsync("ada", "I live in Lisbon.", session: "done");
        await Http.SettleAsync("ada");

        // Killed in the middle of an answer.
        _model.Then(ModelReply.Saying("One ", "two ", "three.").WaitingFor(held.Task, afterToken: 2));
        await using var cut = await Http.PostAsync("/api/chat", new { user = "ada", session = "cut", input = "Count.", idempotency_key = "k" }).EventsAsync();
        var seen = await cut.UntilAsync("delta");
        while (string.Concat(seen.Select(item => item.Text)) != "One two ")
            seen.AddRange(await cut.UntilAsync("delta"));
        await _server.KillAsync();
        await _server.StartAsync();

        await using (var again = await Http.SendAsync(
            HttpMethod.Get, $"/api/users/ada/sessions/cut/exchanges/{cut.Exchange}/events?starting_after={seen[^1].Id}").EventsAsync())
        {
            var rest = await again.ToEndAsync();
            Assert.Equal("incomplete", rest[^1].Data.GetProperty("status").GetString());
            Assert.Equal("interrupted", rest[^1].Data.GetProperty("reason").GetProperty("code").GetString());
            Assert.DoesNotContain(rest, item => item.Type == "delta");
        }

        var stored = await Http.GetJsonAsync($"/api/users/ada/sessions/cut/exchanges/{cut.Exchange}");
        Assert.StartsWith("One two ", stored.GetProperty("output")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("none", stored.GetProperty("extraction").GetProperty("status").GetString());
        var repeated = await Http.PostAsync("/api/chat", new { user = "ada", session = "cut", input = "Count.", idempotency_key = "k", stream = false }).JsonAsync();
        Assert.Equal(cut.Exchange, repeated.GetProperty("exchange").GetProperty("id").GetString());

        // Killed in the middle of an extraction.
        await Http.ChatAsync("ada", "I bought a kayak.", session: "learning");
        await extracting.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await _server.KillAsync();
        held.SetResult();
        await _server.StartAsync();
        await Http.SettleAsync("ada");

        var memories = await Http.MemoriesAsync("ada");
        var facts = (await Http.PostAsync("/api/users/ada/memories/query", new { filter = new { not = new { kind = "episode" } } }).JsonAsync())
            .GetProperty("memories").EnumerateArray().Select(memory => memory.GetProperty("text").GetString()).ToList();
        Assert.Equal(3, facts.Count);
        Assert.Single(memories, "Was added before the kill.");
        Assert.Single(memories, "I bought a kayak.");
        Assert.Single(memories, "Lives in Lisbon.");
        Assert.Single(memories, "Owns a kayak.");
        Assert.DoesNotContain(memories, text => text.Contains("Count", StringComparison.Ordinal) || text.Contains("One two", StringComparison.Ordinal));
        var learned = await Http.GetJsonAsync("/api/users/ada/sessions/learning/exchanges");
        Assert.Equal("settled", learned.GetProperty("exchanges")[0].GetProperty("extraction").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("--urls=http://0.0.0.0:0", "ChatMemory__Keys__0__Hash")]
    [InlineData("--ChatMemory:Sessions:Nonsense=1", "ChatMemory:Sessions:Nonsense is not a setting")]
    [InlineData("--ChatMemory:Api:MaxStreams=0", "MaxStreams")]
    [InlineData("--ChatMemory:Api:MaxStreams=many", "MaxStreams")]
    public async Task Start_WithWrongSettings_SaysWhatToChangeAndEnds(string setting, string remedy)
    {
        var (exitCode, said) = await ServerProcess.RefusedAsync(setting);

        Assert.Equal(1, exitCode);
        Assert.Contains(remedy, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnAPortInUse_SaysSoAndEnds()
    {
        var (exitCode, said) = await ServerProcess.RefusedAsync($"--urls={Http.BaseAddress}");

        Assert.Equal(1, exitCode);
        Assert.Contains("ASPNETCORE_URLS", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    private static bool IsExtraction(ReceivedRequest request) => request.Body.TryGetProperty("response_format", out _);

    private static bool Asks(ReceivedRequest request, string word) =>
        request.Messages[^1].GetProperty("content").GetString()!.Contains(word, StringComparison.Ordinal);

    // What a language model would find in the two exchanges of the test.
    private static string Finding(ReceivedRequest request) => JsonSerializer.Serialize(new
    {
        memories = new[] { ("I live in Lisbon", "Lives in Lisbon."), ("I bought a kayak", "Owns a kayak.") }
            .Where(known => Asks(request, known.Item1))
            .Select(known => new { n = 1, quote = known.Item1, statement = known.Item2, kind = "fact", slot = (string?)null, corrects = (string?)null, retracts = false }),
    });
}
