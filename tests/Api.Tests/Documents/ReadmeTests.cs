using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Settings;
using ChatMemory.Api.Support;
using Microsoft.Extensions.DependencyInjection;

namespace ChatMemory.Api.Documents;

/// <summary>The README says what is true: its settings are the settings, and its commands do what it says.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Repository.File("README.md"));

    public static TheoryData<string> PagesWithCommands =>
        [.. Snippet.All.Where(snippet => snippet.Language == Snippet.Commands).Select(snippet => snippet.Page).Distinct()];

    [Fact]
    public async Task SettingsTable_HasEverySettingWithItsDefault()
    {
        await using var server = await ApiServer.StartAsync();
        var expected = server.Services.GetServices<SettingsSection>().SelectMany(section => Settings(section.Path, section.Options)).ToHashSet();

        var written = SettingsRow().Matches(Readme).Select(row => (row.Groups["path"].Value, row.Groups["default"].Value.Trim('`', ' '))).ToHashSet();

        Assert.Empty(expected.Except(written));
        Assert.Empty(written.Except(expected));
    }

    [Theory]
    [MemberData(nameof(PagesWithCommands))]
    public async Task Commands_DoWhatTheDocumentSays(string document)
    {
        await using var server = await ApiServer.StartAsync(settings: ["--ChatMemory:Sessions:RecallBudget=00:00:10"]);
        foreach (var block in Snippet.All.Where(snippet => snippet.Page == document && snippet.Language == Snippet.Commands).Select(snippet => snippet.Code))
        {
            var output = await Bash.RunAsync(block.Replace("http://127.0.0.1:8080", server.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal));

            Assert.DoesNotContain("\"trace_id\"", output, StringComparison.Ordinal);
            foreach (Match promise in Promise().Matches(block))
                Assert.Contains(promise.Groups["text"].Value, output, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<(string Path, string Default)> Settings(string path, Type options)
    {
        var defaults = Activator.CreateInstance(options);
        foreach (var property in options.GetProperties().Where(property => property.CanWrite))
        {
            if (property.PropertyType == typeof(IList<KeyOptions>))
            {
                foreach (var key in Settings($"{path}:{property.Name}:0", typeof(KeyOptions)))
                    yield return key;
                continue;
            }

            Assert.False(property.GetValue(defaults) is IEnumerable and not string, $"{property.Name} is a list that this test cannot compare.");
            yield return ($"{path}:{property.Name}", Written(property.GetValue(defaults)));
        }
    }

    private static string Written(object? value) => value switch
    {
        TimeSpan span => (span.Milliseconds == 0 ? span.ToString("c", CultureInfo.InvariantCulture) : span.ToString("hh\\:mm\\:ss\\.fff", CultureInfo.InvariantCulture)),
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    [GeneratedRegex(@"^\| `(?<path>ChatMemory:[^`]+)` \| .* \| (?<default>[^|]*) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex SettingsRow();

    [GeneratedRegex(@"^# prints: (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Promise();
}
