using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(ChatMemory.Api.ConsolePage.Browser.Chromium))]

namespace ChatMemory.Api.ConsolePage.Browser;

/// <summary>The browser that is installed here. Where there is none, what asks for it is skipped.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Places, File.Exists) is not { } executable)
            return;
        // What is waited for comes when it comes, also on a busy machine.
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Playwright.CreateAsync();
        // Chromium's own sandbox does not start for root, as in containers.
        string[] arguments = Environment.UserName == "root" ? ["--no-sandbox"] : [];
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = arguments });
    }

    public async Task<IBrowserContext> ContextAsync(BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, $"No Chromium is installed ({string.Join(", ", Places)}): the console page was not tried in a browser.");
        return await _browser!.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1360, Height = 860 } });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
