using Microsoft.Playwright;

namespace ChatMemory.Api.ConsolePage.Browser;

/// <summary>Somebody at the page, in the words of what they see. Everything is found by role and label, as assistive technology finds it.</summary>
internal sealed class Visitor(IPage page)
{
    public IPage Page { get; } = page;

    public ILocator Message => Page.GetByLabel("Message", new() { Exact = true });

    public ILocator Stop => Page.GetByRole(AriaRole.Button, new() { Name = "Stop" });

    public ILocator Transcript => Page.GetByRole(AriaRole.Log, new() { Name = "Transcript" });

    public ILocator Exchanges => Transcript.GetByRole(AriaRole.Article);

    public ILocator Answers => Page.Locator(".answer");

    public ILocator Conversations => Page.GetByRole(AriaRole.Navigation, new() { Name = "Conversations" }).GetByRole(AriaRole.Listitem);

    public ILocator Memories => Page.GetByRole(AriaRole.Tabpanel, new() { Name = "Known" }).GetByRole(AriaRole.Listitem);

    /// <summary>What the page says about its streams.</summary>
    public ILocator Link => Page.Locator("#link");

    public static async Task<Visitor> ArriveAsync(IBrowserContext context, string address, string user, string? session = null)
    {
        var visitor = new Visitor(await context.NewPageAsync());
        visitor.Page.SetDefaultTimeout(60_000);
        await visitor.Page.GotoAsync($"{address}#user={Uri.EscapeDataString(user)}{(session is null ? "" : $"&session={session}")}");
        await visitor.IsReadyAsync();
        return visitor;
    }

    public Task IsReadyAsync() => Page.Locator("html[data-ready]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public async Task SendAsync(string text)
    {
        await Message.FillAsync(text);
        await Message.PressAsync("Enter");
    }

    public ILocator Memory(string text) => Memories.Filter(new() { HasText = text });

    public Task DoAsync(string memory, string action) => Memory(memory).GetByRole(AriaRole.Button, new() { Name = $"{action}: {memory}" }).ClickAsync();

    /// <summary>Erases the user that is shown.</summary>
    public async Task EraseAsync(string user)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Erase this user" }).ClickAsync();
        await Page.GetByLabel("to confirm").FillAsync(user);
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Erase" }).ClickAsync();
    }

    public static Task EndsAsync(ILocator exchange, string status = "completed") =>
        Assertions.Expect(exchange).ToHaveAttributeAsync("data-status", status);
}
