using ChatMemory.Api.ConsolePage.Browser;
using ChatMemory.Api.Support;
using ChatMemory.Support.StandIn;
using Microsoft.Playwright;

namespace ChatMemory.Api.ConsolePage.Chat;

/// <summary>What people and models write is text, whatever it looks like.</summary>
public sealed class MarkupTests(Chromium browser, PageServer server) : PageTests(browser, server), IClassFixture<PageServer>
{
    private const string Markup = "<img src=x onerror=\"window.broken=1\"><script>window.broken=1</script><b>bold</b>";

    [Fact]
    public async Task Markup_IsShownAsText_WhereverItStands()
    {
        Server.Answer(Markup, ModelReply.Saying(Markup));
        await Server.Http.AddAsync(User, new { text = Markup });
        var visitor = await ArriveAsync();

        await visitor.SendAsync(Markup);

        await Visitor.EndsAsync(visitor.Exchanges);
        await Expect(visitor.Page.Locator(".asked")).ToHaveTextAsync(Markup);
        await Expect(visitor.Answers).ToHaveTextAsync(Markup);
        await Expect(visitor.Memory("bold")).ToContainTextAsync(Markup);
        await Expect(visitor.Conversations).ToContainTextAsync("<img");
        await Expect(visitor.Page.Locator("main img, main script, main b, aside img, aside b, nav img")).ToHaveCountAsync(0);
        Assert.False(await visitor.Page.EvaluateAsync<bool>("() => 'broken' in window"));
    }

    [Fact]
    public async Task ThePolicy_LetsNoTextBecomeMarkupOrScript()
    {
        var visitor = await ArriveAsync();

        var refused = await Assert.ThrowsAsync<PlaywrightException>(
            () => visitor.Page.EvaluateAsync("markup => { document.body.innerHTML = markup; }", Markup));
        await visitor.Page.EvaluateAsync(
            """
            () => {
              const script = document.createElement('script');
              script.append('window.broken = 1');
              try { document.head.append(script); } catch { /* refused even earlier */ }
            }
            """);

        Assert.Contains("TrustedHTML", refused.Message, StringComparison.Ordinal);
        Assert.False(await visitor.Page.EvaluateAsync<bool>("() => 'broken' in window"));
    }

    [Fact]
    public async Task ListsAndCode_AreSetAsSuch()
    {
        Server.Answer("Format.", ModelReply.Saying("Two **things**:\n\n- one\n- `two`\n\n``", "`js\nif (a < b) {}\n```\nDone."));
        var visitor = await ArriveAsync();

        await visitor.SendAsync("Format.");

        await Visitor.EndsAsync(visitor.Exchanges);
        await Expect(visitor.Answers.Locator("li")).ToHaveTextAsync(["one", "two"]);
        await Expect(visitor.Answers.Locator("pre")).ToHaveTextAsync("if (a < b) {}");
        await Expect(visitor.Answers.Locator("p")).ToHaveTextAsync(["Two things:", "Done."]);
    }
}
