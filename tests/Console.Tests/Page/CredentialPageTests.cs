using System.Security.Cryptography;
using System.Text;
using ChatMemory.Api.ConsolePage.Browser;
using ChatMemory.Api.Support;
using Microsoft.Playwright;

namespace ChatMemory.Api.ConsolePage.Page;

public sealed class CredentialPageTests(Chromium browser) : IAsyncLifetime
{
    private const string Key = "cmk_page";

    private ApiServer _api = null!;
    private IBrowserContext? _context;

    public async ValueTask InitializeAsync()
    {
        _api = await ApiServer.StartAsync(settings:
        [
            "--ChatMemory:Keys:0:Name=page",
            $"--ChatMemory:Keys:0:Hash={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))}",
            "--ChatMemory:Keys:0:Permissions=chat,read,write",
        ]);
        _context = await browser.ContextAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_context is not null)
            await _context.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task AServerWithKeys_AsksForOne_AndTheTabKeepsIt()
    {
        var page = await _context!.NewPageAsync();
        await page.GotoAsync($"{_api.Address}#user=ada");
        var field = page.GetByLabel("API key or user token");
        await field.FillAsync("cmk_wrong");
        await field.PressAsync("Enter");
        await Assertions.Expect(field).ToBeEmptyAsync();
        await field.FillAsync(Key);
        await field.PressAsync("Enter");
        await Assertions.Expect(field).ToBeHiddenAsync();

        var visitor = new Visitor(page);
        await visitor.IsReadyAsync();
        await visitor.SendAsync("I live in Lisbon.");
        await Assertions.Expect(visitor.Memory("Lives in Lisbon.")).ToBeVisibleAsync();

        await page.ReloadAsync();
        await Assertions.Expect(visitor.Memory("Lives in Lisbon.")).ToBeVisibleAsync();
        Assert.DoesNotContain(Key, page.Url, StringComparison.Ordinal);
    }
}
