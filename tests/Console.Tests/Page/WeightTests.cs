using ChatMemory.Api.ConsolePage.Browser;

namespace ChatMemory.Api.ConsolePage.Page;

public sealed class WeightTests(Chromium browser, PageServer server) : PageTests(browser, server), IClassFixture<PageServer>
{
    private const int MostBytes = 128 * 1024;

    [Fact]
    public async Task ThePage_IsLight_AndComesFromThisServerAlone()
    {
        var addresses = new List<string>();
        Context.Request += (_, request) => addresses.Add(request.Url);
        var visitor = await ArriveAsync();

        var bytes = PageFile.All.Sum(file => file.Content.Length);
        var interactive = await visitor.Page.EvaluateAsync<double>("() => performance.getEntriesByName('interactive')[0].startTime");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"The page has {PageFile.All.Count} files of {bytes:N0} bytes together, uncompressed; it could be used {interactive:N0} ms after its address was opened.");

        Assert.True(bytes <= MostBytes, $"{bytes} bytes");
        Assert.All(addresses, address => Assert.StartsWith(Server.Address, address, StringComparison.Ordinal));
        Assert.True(interactive > 0);
    }
}
