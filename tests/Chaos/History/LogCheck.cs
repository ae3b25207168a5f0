using System.Text.RegularExpressions;
using ChatMemory.Chaos.Cluster;

namespace ChatMemory.Chaos.History;

/// <summary>Looks for users in what nodes log. What users say in a run has their ids in it too.</summary>
internal static partial class LogCheck
{
    private const int MostShown = 5;

    public static async Task<IReadOnlyList<Violation>> OfAsync(IEnumerable<Node> nodes)
    {
        var found = new List<Violation>();
        foreach (var node in nodes)
        {
            var lines = await File.ReadAllLinesAsync(node.Log);
            found.AddRange(lines.Where(NamesSomebody).Take(MostShown).Select(line => new Violation(Rule.LogsNameNobody, line.Trim())));
        }

        return found;
    }

    public static bool NamesSomebody(string line) => User().IsMatch(line);

    [GeneratedRegex(@"(patron|prober)[0-9]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex User();
}
