using System.Text.Json;
using ChatMemory.Api.ConsolePage.Browser;
using ChatMemory.Api.Support;
using Microsoft.Playwright;

namespace ChatMemory.Api.ConsolePage.Page;

public sealed class UserTests(Chromium browser, PageServer server) : PageTests(browser, server), IClassFixture<PageServer>
{
    [Fact]
    public async Task Switch_ShowsAnotherUser_AndNothingOfTheFirst()
    {
        await Server.Http.AddAsync(User, new { text = "Likes tea." });
        await Server.Http.ChatAsync(User, "Hello.", "hello");
        var visitor = await ArriveAsync("hello");
        await Expect(visitor.Memories).ToHaveCountAsync(1);

        await visitor.Page.GetByLabel("User", new() { Exact = true }).FillAsync("someone else / 100 %");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Switch" }).ClickAsync();

        await Expect(visitor.Memories).ToHaveCountAsync(0);
        await Expect(visitor.Conversations).ToHaveCountAsync(0);
        await Expect(visitor.Exchanges).ToHaveCountAsync(0);
        await visitor.SendAsync("I live in Faro.");
        await Expect(visitor.Memory("Lives in Faro.")).ToBeVisibleAsync();
        Assert.DoesNotContain("Lives in Faro.", await Server.Http.MemoriesAsync(User));
    }

    [Fact]
    public async Task Export_DownloadsEverything()
    {
        await Server.Http.AddAsync(User, new { text = "Likes tea." });
        var visitor = await ArriveAsync();

        var download = await visitor.Page.RunAndWaitForDownloadAsync(
            () => visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Export everything" }).ClickAsync());

        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
        Assert.Contains(lines, line => line.Contains("Likes tea.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Erase_WantsTheUsersId_AndLeavesNothing()
    {
        await Server.Http.AddAsync(User, new { text = "Likes tea." });
        await Server.Http.ChatAsync(User, "Hello.", "hello");
        var visitor = await ArriveAsync("hello");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Erase this user" }).ClickAsync();
        var erase = visitor.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Erase" });
        await visitor.Page.GetByLabel("to confirm").FillAsync("somebody");
        await Expect(erase).ToBeDisabledAsync();

        await visitor.Page.GetByLabel("to confirm").FillAsync(User);
        await erase.ClickAsync();

        await Expect(visitor.Memories).ToHaveCountAsync(0);
        await Expect(visitor.Conversations).ToHaveCountAsync(0);
        await Expect(visitor.Exchanges).ToHaveCountAsync(0);
        Assert.Empty(await Server.Http.MemoriesAsync(User));
    }

    [Fact]
    public async Task Erase_InOneTab_EmptiesTheOtherWithoutAReload()
    {
        await Server.Http.AddAsync(User, new { text = "Likes tea." });
        await Server.Http.ChatAsync(User, "Hello.", "hello");
        var (visitor, other) = (await ArriveAsync("hello"), await ArriveAsync("hello"));
        await Expect(other.Memories).ToHaveCountAsync(1);

        await visitor.EraseAsync(User);

        await Expect(other.Memories).ToHaveCountAsync(0);
        await Expect(other.Page.GetByText("Nothing yet.")).ToBeVisibleAsync();
        await Expect(other.Conversations).ToHaveCountAsync(0);
        await Expect(other.Exchanges).ToHaveCountAsync(0);
        await Server.Http.AddAsync(User, new { text = "Likes coffee." });
        await Expect(other.Memory("Likes coffee.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task AConversation_ThatIsDeletedElsewhere_IsLeft()
    {
        await Server.Http.ChatAsync(User, "Hello.", "gone");
        var visitor = await ArriveAsync("gone");
        await Expect(visitor.Exchanges).ToHaveCountAsync(1);

        await Server.Http.SendAsync(HttpMethod.Delete, $"/api/users/{Uri.EscapeDataString(User)}/sessions/gone").StatusAsync(System.Net.HttpStatusCode.NoContent);

        await Expect(visitor.Exchanges).ToHaveCountAsync(0);
        await Expect(visitor.Conversations).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Delete_TakesTheConversation_AndLeavesWhatWasLearned()
    {
        await Server.Http.ChatAsync(User, "I live in Lisbon.", "gone");
        await Server.Http.SettleAsync(User);
        var visitor = await ArriveAsync("gone");

        await visitor.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();

        await Expect(visitor.Exchanges).ToHaveCountAsync(0);
        await Expect(visitor.Conversations).ToHaveCountAsync(0);
        await Expect(visitor.Memory("Lives in Lisbon.")).ToBeVisibleAsync();
    }
}
