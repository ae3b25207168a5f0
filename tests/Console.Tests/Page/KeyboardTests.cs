using ChatMemory.Api.ConsolePage.Browser;
using ChatMemory.Api.Support;
using ChatMemory.Support.StandIn;
using Microsoft.Playwright;

namespace ChatMemory.Api.ConsolePage.Page;

public sealed class KeyboardTests(Chromium browser, PageServer server) : PageTests(browser, server), IClassFixture<PageServer>
{
    private const int MostTabs = 60;

    [Fact]
    public async Task Everything_CanBeDoneWithTheKeyboardAlone()
    {
        await Server.Http.AddAsync(User, new { text = "Likes tea." });
        Server.Answer("Stall.", ModelReply.Saying("Begun ", "never.").StallingAfter(1));
        var visitor = await ArriveAsync();
        var keys = visitor.Page.Keyboard;

        // To the message box by the first stop, send, stop.
        await keys.PressAsync("Tab");
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Skip to the message box" })).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(visitor.Message).ToBeFocusedAsync();
        await keys.TypeAsync("Stall.");
        await keys.PressAsync("Enter");
        await Expect(visitor.Answers).ToHaveTextAsync("Begun");
        await keys.PressAsync("Escape");
        await Visitor.EndsAsync(visitor.Exchanges, "cancelled");
        await Expect(visitor.Message).ToBeFocusedAsync();

        // Tabs by arrow, a memory edited and forgotten.
        await TabToAsync(visitor, visitor.Page.GetByRole(AriaRole.Tab, new() { Name = "Known" }));
        await keys.PressAsync("ArrowRight");
        await Expect(visitor.Page.GetByRole(AriaRole.Tabpanel, new() { Name = "Timeline" })).ToBeVisibleAsync();
        await keys.PressAsync("ArrowLeft");
        await TabToAsync(visitor, visitor.Memories.GetByRole(AriaRole.Button, new() { Name = "Edit: Likes tea." }));
        await keys.PressAsync("Enter");
        await keys.PressAsync("Control+A");
        await keys.TypeAsync("Likes coffee.");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await Expect(visitor.Memories).ToContainTextAsync("Likes coffee.");
        await Expect(visitor.Memories.GetByRole(AriaRole.Button, new() { Name = "Edit: Likes coffee." })).ToBeFocusedAsync();
        await TabToAsync(visitor, visitor.Memories.GetByRole(AriaRole.Button, new() { Name = "Forget: Likes coffee." }));
        await keys.PressAsync("Enter");
        await TabToAsync(visitor, visitor.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Forget" }));
        await keys.PressAsync("Enter");
        await Expect(visitor.Memories).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator("#memory-count")).ToBeFocusedAsync();
    }

    private static async Task TabToAsync(Visitor visitor, ILocator target)
    {
        for (var tab = 0; tab < MostTabs; tab++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
            await visitor.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{MostTabs} times Tab did not reach {target}.");
    }
}
