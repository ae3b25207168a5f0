using System.Text.RegularExpressions;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Documents;

/// <summary>A block of a page that readers copy.</summary>
/// <param name="Page">The page's path within the repository.</param>
/// <param name="Language">What the page calls it.</param>
/// <param name="Code">What it says.</param>
internal sealed partial record Snippet(string Page, string Language, string Code)
{
    /// <summary>The language of commands that run as they are, against a server that is up.</summary>
    public const string Commands = "bash";

    /// <summary>The language of commands that are run in another way, because they start things or name what is not here.</summary>
    public const string Shell = "sh";

    private const string Picture = "mermaid";

    public static IReadOnlyList<string> Pages { get; } =
    [
        "README.md", "CONTRIBUTING.md", "SECURITY.md",
        .. Directory.EnumerateFiles(Repository.File("docs"), "*.md").Order(StringComparer.Ordinal).Select(page => Path.GetRelativePath(Repository.Root, page)),
    ];

    public static IReadOnlyList<Snippet> All { get; } =
    [
        .. from page in Pages
           from Match block in Block().Matches(File.ReadAllText(Repository.File(page)))
           where block.Groups["language"].Value != Picture
           select new Snippet(page, block.Groups["language"].Value, block.Groups["code"].Value),
    ];

    /// <summary>The commands without what is said about them.</summary>
    public IEnumerable<string> Lines =>
        Code.Split('\n').Select(line => Remark().Replace(line, "").Trim()).Where(line => line.Length > 0);

    public override string ToString() => $"{Page}: {Code.Split('\n')[0]}";

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Block();

    [GeneratedRegex(@"(^|\s)#.*$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Remark();
}
