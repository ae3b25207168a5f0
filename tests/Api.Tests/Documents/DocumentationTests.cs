using System.Text.RegularExpressions;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Documents;

/// <summary>The pages hang together: links lead somewhere, the index has every page, and what a page names exists.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Readme = File.ReadAllText(Repository.File("README.md"));

    public static TheoryData<string> Pages => [.. Snippet.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryLink_LeadsToAFileAndAHeading(string page)
    {
        var broken = LinksOf(Repository.File(page)).Where(link => !IsThere(link.File, link.Anchor)).Select(link => link.Written);

        Assert.Empty(broken);
    }

    [Fact]
    public void Index_HasEveryPage()
    {
        var index = Repository.File("docs", "README.md");
        var linked = LinksOf(index).Select(link => link.File).Append(index);

        Assert.Empty(Directory.EnumerateFiles(Repository.File("docs"), "*.md").Except(linked, StringComparer.Ordinal));
    }

    [Fact]
    public void Guarantees_NameTestsThatExist()
    {
        var rows = Row().Matches(Read("docs", "guarantees.md")).Select(row => row.Groups["shown"].Value).ToList();
        var named = rows.ConvertAll(row => TestName().Matches(row).Select(name => name.Groups["name"].Value).ToList());
        var tests = Directory.EnumerateFiles(Repository.File("tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar).Contains("obj"))
            .SelectMany(file => Method().Matches(File.ReadAllText(file))).Select(method => method.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(rows);
        Assert.All(named, Assert.NotEmpty);
        Assert.Empty(named.SelectMany(names => names).Except(tests, StringComparer.Ordinal));
    }

    [Fact]
    public void Limits_NameSettingsThatExist()
    {
        var named = Setting().Matches(Read("docs", "limits.md")).Select(setting => setting.Groups["name"].Value).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains($"| `ChatMemory:{name}` |", Readme, StringComparison.Ordinal));
    }

    private static string Read(params string[] path) => File.ReadAllText(Repository.File(path));

    private static IEnumerable<(string Written, string File, string Anchor)> LinksOf(string page)
    {
        foreach (var written in Link().Matches(Code().Replace(File.ReadAllText(page), "")).Select(link => link.Groups["target"].Value))
        {
            var parts = written.Split('#', 2);
            var file = parts[0].Length == 0 ? page : Path.GetFullPath(parts[0], Path.GetDirectoryName(page)!);
            yield return (written, file, parts.ElementAtOrDefault(1) ?? "");
        }
    }

    private static bool IsThere(string file, string anchor) => anchor.Length == 0
        ? Path.Exists(file)
        : File.Exists(file) && Heading().Matches(Fence().Replace(File.ReadAllText(file), "")).Any(heading => AnchorOf(heading.Groups["text"].Value) == anchor);

    // As GitHub makes them.
    private static string AnchorOf(string heading) => NotInAnchors().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?![a-z]+:)(?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Code();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}_ -]", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"^\| (?!you can rely on)[^|]+ \| (?<shown>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<name>\w+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex TestName();

    [GeneratedRegex(@"^    public (async )?(Task|void) (?<name>\w+)\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Method();

    [GeneratedRegex(@"`(?<name>[A-Z]\w*:[A-Z]\w*)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Setting();
}
