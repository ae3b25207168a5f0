using System.Diagnostics;
using System.Text.Json;
using ChatMemory.Api.ConsolePage.Browser;
using ChatMemory.Api.Support;
using Microsoft.Playwright;

namespace ChatMemory.Api.ConsolePage.Page;

/// <summary>axe-core finds nothing serious, in light and dark, in each state of the page.</summary>
public sealed class AccessibilityTests(Chromium browser, PageServer server) : PageTests(browser, server), IClassFixture<PageServer>
{
    private static readonly string Folder = Repository.File("tests", "Console.Tests");

    // axe is script from outside, which the page's policy refuses: this context sets the policy aside.
    protected override BrowserNewContextOptions Options =>
        new() { BypassCSP = true, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1360, Height = 860 } };

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task ThePage_HasNoSeriousFindings(ColorScheme scheme)
    {
        var axe = await AxeAsync();
        await Server.Http.AddAsync(User, new { text = "Likes pistachio ice cream." });
        await Server.Http.ChatAsync(User, "I live in Lisbon.", "s");
        await Server.Http.ChatAsync(User, "I moved to Porto. Which ice cream?", "s");
        await Server.Http.SettleAsync(User);
        var visitor = await ArriveAsync("s");
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await visitor.Page.EvaluateAsync(axe);

        await visitor.Page.GetByLabel("Also what was replaced").CheckAsync();
        await visitor.Exchanges.Last.GetByText("Given").ClickAsync();
        await Expect(visitor.Memory("Lives in Lisbon.")).ToContainTextAsync("Replaced");
        await HasNoneAsync(visitor, "conversation and memories");

        await visitor.DoAsync("Likes pistachio ice cream.", "Pin");
        await visitor.Page.GetByLabel("Ask the memory").FillAsync("ice cream");
        await Expect(visitor.Memories.First).ToContainTextAsync("same words");
        await visitor.DoAsync("Likes pistachio ice cream.", "Edit");
        await HasNoneAsync(visitor, "search and edit");
        await visitor.Page.Keyboard.PressAsync("Escape");

        await visitor.DoAsync("Likes pistachio ice cream.", "Forget");
        await HasNoneAsync(visitor, "dialog");
        await visitor.Page.Keyboard.PressAsync("Escape");

        await visitor.Page.GetByRole(AriaRole.Tab, new() { Name = "Timeline" }).ClickAsync();
        await Expect(visitor.Page.Locator(".moment").First).ToBeVisibleAsync();
        await HasNoneAsync(visitor, "timeline");

        await visitor.Page.SetViewportSizeAsync(360, 740);
        await HasNoneAsync(visitor, "narrow");
    }

    private static async Task HasNoneAsync(Visitor visitor, string state)
    {
        var found = await visitor.Page.EvaluateAsync<JsonElement>(
            """
            async () => (await axe.run(document)).violations
              .filter(one => one.impact === 'serious' || one.impact === 'critical')
              .map(one => `${one.impact} ${one.id}: ${one.nodes.map(node => `${node.target} ${node.failureSummary}`).join(' | ')}`)
            """);
        Assert.True(found.GetArrayLength() == 0, $"{state}: {found}");
    }

    private static async Task<string> AxeAsync()
    {
        var script = Path.Combine(Folder, "node_modules", "axe-core", "axe.min.js");
        if (!File.Exists(script) && !await InstallAsync())
            Assert.Skip("axe-core cannot be installed from npm: accessibility was not looked at.");
        return await File.ReadAllTextAsync(script, TestContext.Current.CancellationToken);
    }

    private static async Task<bool> InstallAsync()
    {
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--silent"]) { WorkingDirectory = Folder })!;
            await npm.WaitForExitAsync(TestContext.Current.CancellationToken);
            return npm.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
