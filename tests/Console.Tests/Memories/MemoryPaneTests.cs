using ChatMemory.Api.ConsolePage.Browser;
using ChatMemory.Api.Support;
using Microsoft.Playwright;

namespace ChatMemory.Api.ConsolePage.Memories;

public sealed class MemoryPaneTests(Chromium browser, PageServer server) : PageTests(browser, server), IClassFixture<PageServer>
{
    [Fact]
    public async Task AMemory_OpensWhereItWasLearned()
    {
        await TellAsync("Hello there. I live in Lisbon with my cat.", "origin");
        await TellAsync("Something else.", "other");
        var visitor = await ArriveAsync("other");

        await visitor.Memory("Lives in Lisbon").GetByRole(AriaRole.Link).ClickAsync();

        await Expect(visitor.Page.Locator("mark")).ToContainTextAsync("live in Lisbon");
        await Expect(visitor.Page.Locator("mark")).ToBeInViewportAsync();
        await Expect(visitor.Exchanges).ToBeFocusedAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Hello there.");
    }

    [Fact]
    public async Task AMemory_IsEdited_AndItsHistoryKeepsBothTexts()
    {
        await Server.Http.AddAsync(User, new { text = "Likes green tea." });
        var visitor = await ArriveAsync();

        await visitor.DoAsync("Likes green tea.", "Edit");
        var text = visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Text" });
        await Expect(text).ToBeFocusedAsync();
        await text.FillAsync("Likes black tea.");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(visitor.Memories).ToContainTextAsync("Likes black tea.");
        await visitor.DoAsync("Likes black tea.", "History");
        await Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Likes green tea.");
        await Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Likes black tea.");
        Assert.Equal(["Likes black tea."], await Server.Http.MemoriesAsync(User));
    }

    [Fact]
    public async Task AnEdit_OfWhatHasChangedMeanwhile_IsRefusedAndSaysSo()
    {
        await Server.Http.AddAsync(User, new { text = "Likes tea." });
        var visitor = await ArriveAsync();
        await visitor.DoAsync("Likes tea.", "Edit");
        var id = (await Server.Http.GetJsonAsync($"/api/users/{Uri.EscapeDataString(User)}/memories")).GetProperty("memories")[0].GetProperty("id").GetString();
        await Server.Http.SendAsync(HttpMethod.Patch, $"/api/users/{Uri.EscapeDataString(User)}/memories/{id}", new { text = "Likes coffee." }).JsonAsync();

        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Text" }).FillAsync("Likes cocoa.");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("another version");
        Assert.Equal(["Likes coffee."], await Server.Http.MemoriesAsync(User));
    }

    [Fact]
    public async Task Forget_TakesTheMemory_AndWhatWasSaidThen()
    {
        await TellAsync("I live in Lisbon.", "origin");
        var visitor = await ArriveAsync();

        await visitor.DoAsync("Lives in Lisbon.", "Forget");
        await visitor.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Forget" }).ClickAsync();

        await Expect(visitor.Memories).ToHaveCountAsync(0);
        await Expect(visitor.Page.GetByText("Nothing yet.")).ToBeVisibleAsync();
        Assert.Empty(await Server.Http.MemoriesAsync(User));
    }

    [Fact]
    public async Task Forget_CanBeThoughtBetterOf()
    {
        await Server.Http.AddAsync(User, new { text = "Likes tea." });
        var visitor = await ArriveAsync();

        await visitor.DoAsync("Likes tea.", "Forget");
        await visitor.Page.Keyboard.PressAsync("Escape");

        await Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        Assert.Equal(["Likes tea."], await Server.Http.MemoriesAsync(User));
    }

    [Fact]
    public async Task Search_AsksRecall_AndSaysWhy()
    {
        await Server.Http.AddAsync(User, new { text = "Likes pistachio ice cream." }, new { text = "Works at Acme." });
        var visitor = await ArriveAsync();

        await visitor.Page.GetByLabel("Ask the memory").FillAsync("Which ice cream?");

        await Expect(visitor.Memories.First).ToContainTextAsync("Likes pistachio ice cream.");
        await Expect(visitor.Memories.First).ToContainTextAsync("same words: ice, cream");
    }

    [Fact]
    public async Task Filters_NarrowWhatIsShown()
    {
        await Server.Http.AddAsync(User, new { text = "Likes tea.", kind = "preference" }, new { text = "Works at Acme.", kind = "profile" });
        var visitor = await ArriveAsync();
        await Expect(visitor.Memories).ToHaveCountAsync(2);

        await visitor.Page.GetByLabel("Kind").SelectOptionAsync("Preferences");
        await Expect(visitor.Memories).ToContainTextAsync(["Likes tea."]);
        await Server.Http.AddAsync(User, new { text = "Likes jazz.", kind = "preference" }, new { text = "Is a pilot.", kind = "profile" });

        await Expect(visitor.Memories).ToHaveCountAsync(2);
        await Expect(visitor.Memories.First).ToContainTextAsync("Likes jazz.");
    }

    [Fact]
    public async Task WhatWasReplaced_IsShownWhenAsked_AndStandsInTheTimeline()
    {
        await TellAsync("I live in Lisbon.", "first");
        await TellAsync("I moved to Porto.", "second");
        var visitor = await ArriveAsync();
        await Expect(visitor.Memory("Porto")).ToBeVisibleAsync();
        await Expect(visitor.Memory("Lisbon")).ToHaveCountAsync(0);

        await visitor.Page.GetByLabel("Also what was replaced").CheckAsync();
        await Expect(visitor.Memory("Lisbon")).ToContainTextAsync("Replaced");
        await visitor.Page.GetByRole(AriaRole.Tab, new() { Name = "Timeline" }).ClickAsync();

        var moments = visitor.Page.GetByRole(AriaRole.Tabpanel, new() { Name = "Timeline" }).GetByRole(AriaRole.Listitem);
        await Expect(moments).ToHaveCountAsync(3);
        await Expect(moments.Filter(new() { HasText = "Replaced" })).ToContainTextAsync("Lives in Lisbon.");
    }

    [Fact]
    public async Task AnAnswer_SaysWhichMemoriesItWasGiven_AndWhatItTaught()
    {
        await Server.Http.AddAsync(User, new { text = "Likes pistachio ice cream." });
        var visitor = await ArriveAsync();

        await visitor.SendAsync("Which ice cream? By the way, I live in Lisbon.");
        await Visitor.EndsAsync(visitor.Exchanges);
        await visitor.Exchanges.GetByText("Given 1 memory").ClickAsync();

        await Expect(visitor.Exchanges.Locator(".given li")).ToContainTextAsync("Likes pistachio ice cream.");
        await Expect(visitor.Exchanges.Locator(".given li")).ToContainTextAsync("same words: ice, cream");
        await visitor.Exchanges.GetByRole(AriaRole.Button, new() { Name = "See what was learned" }).ClickAsync();
        await Expect(visitor.Memories).ToHaveCountAsync(1);
        await Expect(visitor.Memories).ToContainTextAsync("Lives in Lisbon.");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Show all" }).ClickAsync();
        await Expect(visitor.Memories).ToHaveCountAsync(2);
    }

    private async Task TellAsync(string text, string session)
    {
        await Server.Http.ChatAsync(User, text, session);
        await Server.Http.SettleAsync(User);
    }
}
