namespace ChatMemory.Extraction.Rules;

/// <summary>How many of the expected facts were found, and how many of those found were expected.</summary>
internal sealed record Accuracy(int Expected, int Found, int Right, IReadOnlyList<string> Faults)
{
    public double Precision => Found == 0 ? 1 : (double)Right / Found;

    public double Recall => Expected == 0 ? 1 : (double)Right / Expected;

    public override string ToString() =>
        $"precision {Precision:0.000} ({Right} of {Found}), recall {Recall:0.000} ({Right} of {Expected})";

    public static Accuracy Of(IEnumerable<Spoken> set)
    {
        int expected = 0, found = 0, right = 0;
        var faults = new List<string>();
        foreach (var spoken in set)
        {
            var candidates = Extracting.ByRules(spoken.Text, spoken.After);
            var open = candidates.ToList();
            var missed = spoken.Expected.Where(fact => !TakeMatch(open, fact)).ToList();
            expected += spoken.Expected.Length;
            found += candidates.Count;
            right += spoken.Expected.Length - missed.Count;
            faults.AddRange(missed.Select(fact => $"missed \"{fact}\" in: {spoken}"));
            faults.AddRange(open.Select(candidate => $"wrongly \"{(candidate.Retracts ? "forget: " : "")}{candidate.Text}\" from: {spoken}"));
        }

        return new(expected, found, right, faults);
    }

    private static bool TakeMatch(List<Candidate> open, string fact) =>
        open.FirstOrDefault(candidate => Fits(candidate, fact)) is { } match && open.Remove(match);

    private static bool Fits(Candidate candidate, string fact)
    {
        const string Forgets = "forget: ";
        var forgets = fact.StartsWith(Forgets, StringComparison.Ordinal);
        return candidate.Retracts == forgets
            && (forgets ? fact[Forgets.Length..] : fact).Split(' ').All(word => word[0] is '!'
                ? !candidate.Text.Contains(word[1..], StringComparison.OrdinalIgnoreCase)
                : word.Split('/').Any(either => candidate.Text.Contains(either, StringComparison.OrdinalIgnoreCase)));
    }
}
