using ChatMemory.Api.ConsolePage.Browser;
using ChatMemory.Api.Support;
using ChatMemory.Support.StandIn;
using Microsoft.Playwright;

namespace ChatMemory.Api.ConsolePage.Chat;

public sealed class StreamingTests(Chromium browser, PageServer server) : PageTests(browser, server), IClassFixture<PageServer>
{
    [Fact]
    public async Task Send_ShowsTheAnswerAsItComes_AndWhatWasLearned()
    {
        var gate = Server.AnswerInHalves("I live in Lisbon.", "What a ", "fine city.");
        var visitor = await ArriveAsync();

        await visitor.SendAsync("I live in Lisbon.");

        await Expect(visitor.Answers).ToHaveTextAsync("What a");
        await Expect(visitor.Exchanges).ToContainTextAsync("I live in Lisbon.");
        await Expect(visitor.Exchanges).ToHaveAttributeAsync("aria-busy", "true");
        gate.SetResult();
        await Visitor.EndsAsync(visitor.Exchanges);
        await Expect(visitor.Answers).ToHaveTextAsync("What a fine city.");
        await Expect(visitor.Memory("Lives in Lisbon.")).ToBeVisibleAsync();
        await Expect(visitor.Conversations).ToContainTextAsync("I live in Lisbon.");
    }

    [Fact]
    public async Task Stop_KeepsWhatWasSaid_AndRetryAsksAgain()
    {
        Server.Answer("Count.", ModelReply.Saying("One, ", "two.").StallingAfter(1));
        var visitor = await ArriveAsync();
        await visitor.SendAsync("Count.");
        await Expect(visitor.Answers).ToHaveTextAsync("One,");

        await visitor.Stop.ClickAsync();

        await Visitor.EndsAsync(visitor.Exchanges, "cancelled");
        await Expect(visitor.Exchanges).ToContainTextAsync("Stopped.");
        await Expect(visitor.Answers).ToHaveTextAsync("One,");
        await Expect(visitor.Stop).ToBeHiddenAsync();

        Server.Answer("Count.", ModelReply.Saying("One, ", "two."));
        await visitor.Exchanges.GetByRole(AriaRole.Button, new() { Name = "Retry" }).ClickAsync();
        await Expect(visitor.Exchanges).ToHaveCountAsync(2);
        await Visitor.EndsAsync(visitor.Exchanges.Last);
        await Expect(visitor.Answers.Last).ToHaveTextAsync("One, two.");
    }

    [Fact]
    public async Task AFailedAnswer_SaysWhy()
    {
        Server.Answer("Fail.", ModelReply.Refusing(400));
        var visitor = await ArriveAsync();

        await visitor.SendAsync("Fail.");

        await Visitor.EndsAsync(visitor.Exchanges, "failed");
        await Expect(visitor.Exchanges).ToContainTextAsync("There is no answer.");
    }

    [Fact]
    public async Task Reload_MidStream_GoesOnExactlyWhereItWas()
    {
        var gate = Server.AnswerInHalves("Tell me.", "Once upon ", "a time.");
        var visitor = await ArriveAsync();
        await visitor.SendAsync("Tell me.");
        await Expect(visitor.Answers).ToHaveTextAsync("Once upon");

        await visitor.Page.ReloadAsync();

        await Expect(visitor.Answers).ToHaveTextAsync("Once upon");
        await Expect(visitor.Exchanges).ToHaveAttributeAsync("data-status", "started");
        gate.SetResult();
        await Visitor.EndsAsync(visitor.Exchanges);
        await Expect(visitor.Answers).ToHaveTextAsync("Once upon a time.");
        await Expect(visitor.Exchanges).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task ADroppedConnection_GoesOnExactlyWhereItWas()
    {
        var gate = Server.AnswerInHalves("Go on.", "First half, ", "second half.");
        await using var wire = new BreakableWire(new(Server.Address));
        var visitor = await ArriveAsync(address: wire.Address);
        await visitor.SendAsync("Go on.");
        await Expect(visitor.Answers).ToHaveTextAsync("First half,");

        wire.Break();
        await Expect(visitor.Link).ToHaveTextAsync("Connecting again …");
        gate.SetResult();
        wire.Mend();

        await Visitor.EndsAsync(visitor.Exchanges);
        await Expect(visitor.Answers).ToHaveTextAsync("First half, second half.");
        await Expect(visitor.Link).ToBeHiddenAsync();
    }

    [Fact]
    public async Task TwoTabs_ShowTheSame()
    {
        var gate = Server.AnswerInHalves("I work at Acme.", "Good ", "for you.");
        var one = await ArriveAsync("shared");
        var other = await ArriveAsync("shared");
        await one.SendAsync("I work at Acme.");
        await Visitor.EndsAsync(one.Exchanges, "started");
        await other.Page.ReloadAsync();

        foreach (var tab in new[] { one, other })
            await Expect(tab.Answers).ToHaveTextAsync("Good");
        gate.SetResult();
        await other.SendAsync("And I like tea.");

        foreach (var tab in new[] { one, other })
        {
            await Expect(tab.Answers).ToHaveTextAsync(["Good for you.", "Noted."]);
            await Expect(tab.Transcript).ToContainTextAsync("And I like tea.");
            await Expect(tab.Memory("Likes tea.")).ToBeVisibleAsync();
        }

        await one.DoAsync("Likes tea.", "Pin");
        await Expect(other.Memory("Likes tea.").GetByRole(AriaRole.Button, new() { Name = "Pin: Likes tea." })).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task ALongConversation_ShowsTheNewestFirst_AndTheRestWhenAsked()
    {
        var exchanges = Enumerable.Range(1, 45).Select(n => new { items = new[] { new { role = "user", text = $"Note {n}." } }, memory = new { learn = false } });
        await Server.Http.PostAsync($"/api/users/{Uri.EscapeDataString(User)}/sessions/long/exchanges", new { exchanges }).JsonAsync();
        var visitor = await ArriveAsync("long");
        await Expect(visitor.Exchanges).ToHaveCountAsync(30);
        await Expect(visitor.Exchanges.Last).ToBeInViewportAsync();

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Earlier exchanges" }).ClickAsync();

        await Expect(visitor.Exchanges).ToHaveCountAsync(45);
        await Expect(visitor.Exchanges.First).ToContainTextAsync("Note 1.");
    }
}
