using System.Net;
using System.Text.RegularExpressions;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.ConsolePage;

public sealed partial class ConsolePageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryFile_IsServedWithItsTypeAndAStrictPolicy()
    {
        await using var server = await ApiServer.StartAsync();
        foreach (var file in PageFile.All)
        {
            using var response = await server.Http.GetAsync(file.Path, Cancellation);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(file.ContentType, response.Content.Headers.ContentType?.ToString());
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("require-trusted-types-for 'script'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task AFileThatTheBrowserHas_IsNotSentAgain()
    {
        await using var server = await ApiServer.StartAsync();
        using var first = await server.Http.GetAsync("/", Cancellation);
        var again = new HttpRequestMessage(HttpMethod.Get, "/");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await server.Http.SendAsync(again, Cancellation);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public void TheFiles_ReferToEachOtherAlone_AndHoldNothingInline()
    {
        var files = PageFile.All.ToDictionary(file => file.Path, file => System.Text.Encoding.UTF8.GetString(file.Content));
        var entry = files["/"];

        Assert.All(Reference().Matches(entry).Select(match => match.Groups["path"].Value), path => Assert.Contains($"/{path}", files.Keys));
        Assert.DoesNotMatch(@"\son[a-z]+=|\sstyle=|<style|javascript:", entry);
        Assert.All(files.Where(file => file.Key.EndsWith(".js", StringComparison.Ordinal)), script =>
        {
            Assert.All(Import().Matches(script.Value).Select(match => match.Groups["name"].Value), name => Assert.Contains($"/console/js/{name}", files.Keys));
            Assert.DoesNotMatch(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|DOMParser", script.Value);
        });
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", null, true)]
    [InlineData("http://127.0.0.1:0", "false", false)]
    [InlineData("http://0.0.0.0:0", null, false)]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0", null, false)]
    [InlineData("http://0.0.0.0:0", "true", true)]
    public async Task ThePage_IsServed_WhereItIsMeantToBe(string address, string? enabled, bool isServed)
    {
        await using var server = await ApiServer.StartAsync(settings:
        [
            $"--urls={address}", .. CredentialTests.Key(0, "cmk_x", "acme", "chat"), .. enabled is null ? [] : new[] { $"--ChatMemory:Console:Enabled={enabled}" },
        ]);

        using var page = await server.Http.GetAsync(new Uri($"http://127.0.0.1:{server.Address.Port}/"), Cancellation);

        Assert.Equal(isServed ? HttpStatusCode.OK : HttpStatusCode.NotFound, page.StatusCode);
    }

    [GeneratedRegex("(href|src)=\"(?<path>console/[^\"]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"from '\./(?<name>[^']+)'", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Import();
}
