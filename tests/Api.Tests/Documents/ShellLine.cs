using System.Text.RegularExpressions;

namespace ChatMemory.Api.Documents;

/// <summary>The lines of shell snippets that are tried one by one, by what they do.</summary>
internal static partial class ShellLine
{
    /// <summary>Starts the server.</summary>
    [GeneratedRegex(@"^(?<environment>(\w+=\S+ )*)\./run(?<arguments>( --\S+)*)$", RegexOptions.ExplicitCapture, 1_000)]
    public static partial Regex Start();

    /// <summary>Talks to a server in the terminal.</summary>
    [GeneratedRegex(@"^\./run chat (?<arguments>.+)$", RegexOptions.ExplicitCapture, 1_000)]
    public static partial Regex Chat();

    /// <summary>Makes a key.</summary>
    [GeneratedRegex("^dotnet run --project Api -- keys (?<arguments>.+)$", RegexOptions.ExplicitCapture, 1_000)]
    public static partial Regex Keys();

    /// <summary>Runs a tool of this repository, which has tests of its own.</summary>
    [GeneratedRegex(@"^dotnet run -c Release --project (?<project>tests/\S+)( -- .+)?$", RegexOptions.ExplicitCapture, 1_000)]
    public static partial Regex Tool();

    /// <summary>Starts containers.</summary>
    [GeneratedRegex(@"^docker compose -f (?<file>\S+) up$", RegexOptions.ExplicitCapture, 1_000)]
    public static partial Regex Compose();

    /// <summary>Sets a setting.</summary>
    [GeneratedRegex(@"^export (?<setting>ChatMemory__\w+)=\S+$", RegexOptions.ExplicitCapture, 1_000)]
    public static partial Regex Setting();

    /// <summary>All groups of all lines of a kind.</summary>
    public static IReadOnlyList<GroupCollection> Of(Regex kind) =>
        [.. Snippet.All.Where(snippet => snippet.Language == Snippet.Shell).SelectMany(snippet => snippet.Lines).Distinct()
            .Select(line => kind.Match(line)).Where(match => match.Success).Select(match => match.Groups)];

    /// <summary>Whether a line is of one of the kinds.</summary>
    public static bool IsTried(string line) =>
        new[] { Start(), Chat(), Keys(), Tool(), Compose(), Setting() }.Any(kind => kind.IsMatch(line));
}
