using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatMemory.Load.Answers;

/// <summary>
/// The answer that the model stand-in gives to one message. The message itself says which, so that whoever asked knows every token
/// of it although the two share nothing.
/// </summary>
/// <param name="Id">Tells this answer from every other.</param>
/// <param name="Length">How many tokens it has.</param>
internal sealed partial record AnswerScript(string Id, int Length)
{
    /// <summary>The answer token by token. Each begins with a space and says whose and the how manyth it is.</summary>
    public IEnumerable<string> Tokens => Enumerable.Range(0, Length).Select(place => $" {Id}.{place}");

    /// <summary>A message that asks for this answer and says something besides.</summary>
    public string Message(string text) => $"[{Id}/{Length}] {text}";

    /// <summary>The answer that a message asks for; null when it is not of this tester.</summary>
    public static AnswerScript? AskedFor(string message) => Head().Match(message) is { Success: true } head
        ? new(head.Groups["id"].Value, int.Parse(head.Groups["length"].Value, CultureInfo.InvariantCulture))
        : null;

    [GeneratedRegex(@"^\[(?<id>[a-z0-9-]{1,100})/(?<length>\d{1,5})\] ", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Head();
}
