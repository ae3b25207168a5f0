using ChatMemory.Api.ConsolePage.Browser;
using Microsoft.Playwright;

namespace ChatMemory.Api.ConsolePage.Page;

public sealed class NarrowTests(Chromium browser, PageServer server) : PageTests(browser, server), IClassFixture<PageServer>
{
    protected override BrowserNewContextOptions Options => new() { ViewportSize = new() { Width = 320, Height = 640 }, HasTouch = true };

    [Fact]
    public async Task ANarrowScreen_ShowsOnePartAtATime_AndNeverScrollsSideways()
    {
        var visitor = await ArriveAsync();
        await visitor.SendAsync("I live in Lisbon. " + new string('x', 200));
        await Visitor.EndsAsync(visitor.Exchanges);
        await FitsAsync(visitor);

        await PartAsync(visitor, "Memory");
        await Expect(visitor.Message).ToBeHiddenAsync();
        await Expect(visitor.Memory("Lives in Lisbon.")).ToBeVisibleAsync();
        await FitsAsync(visitor);

        await PartAsync(visitor, "Conversations");
        await FitsAsync(visitor);
        await visitor.Conversations.GetByRole(AriaRole.Link).ClickAsync();
        await PartAsync(visitor, "Memory");
        await visitor.Memory("Lives in Lisbon.").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(visitor.Page.Locator("mark")).ToBeInViewportAsync();
    }

    private static Task PartAsync(Visitor visitor, string name) =>
        visitor.Page.GetByRole(AriaRole.Navigation, new() { Name = "Parts of the page" }).GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();

    private static async Task FitsAsync(Visitor visitor) =>
        Assert.Equal(320, await visitor.Page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"));
}
