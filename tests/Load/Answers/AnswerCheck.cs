using System.Globalization;

namespace ChatMemory.Load.Answers;

/// <summary>Compares what arrived with what the model stand-in sent.</summary>
internal static class AnswerCheck
{
    public const string Missing = "tokens missing";
    public const string Doubled = "tokens doubled";
    public const string Reordered = "tokens out of order";
    public const string Foreign = "text of another answer";

    /// <summary>What is wrong with an answer; null when it is whole.</summary>
    public static string? FaultOf(AnswerScript script, string received)
    {
        var expected = string.Concat(script.Tokens);
        if (received == expected)
            return null;

        var places = new List<int>();
        foreach (var token in received.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (PlaceOf(script, token) is not { } place)
                return Foreign;
            places.Add(place);
        }

        if (places.Distinct().Count() < places.Count)
            return Doubled;
        return places.Count < script.Length ? Missing : Reordered;
    }

    private static int? PlaceOf(AnswerScript script, string token) =>
        token.StartsWith(script.Id + ".", StringComparison.Ordinal)
        && int.TryParse(token.AsSpan(script.Id.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var place)
        && place < script.Length
            ? place
            : null;
}
