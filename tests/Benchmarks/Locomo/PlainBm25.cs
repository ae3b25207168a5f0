using ChatMemory.Recall.Text;

namespace ChatMemory.Benchmarks.Locomo;

/// <summary>The baseline: each turn with its speaker's name a document, BM25 with stems, nothing else.</summary>
internal sealed class PlainBm25
{
    private const double Saturation = 1.2;
    private const double LengthWeight = 0.75;

    private readonly List<(string Id, Dictionary<string, int> Terms, int Length)> _documents;
    private readonly double _average;

    public PlainBm25(Conversation conversation)
    {
        _documents = [.. conversation.Turns.Select(turn => (turn.Id, Terms($"{turn.Speaker}: {turn.Text}")))
            .Select(pair => (pair.Id, pair.Item2.CountBy(term => term).ToDictionary(), pair.Item2.Count))];
        _average = _documents.Average(document => document.Length);
    }

    public List<string> Search(string question, int limit)
    {
        var scores = new double[_documents.Count];
        foreach (var term in Terms(question).Distinct())
        {
            var holding = _documents.Count(document => document.Terms.ContainsKey(term));
            var weight = Math.Log(1 + ((_documents.Count - holding + 0.5) / (holding + 0.5)));
            for (var i = 0; i < scores.Length; i++)
            {
                var times = _documents[i].Terms.GetValueOrDefault(term);
                var norm = Saturation * (1 - LengthWeight + (LengthWeight * _documents[i].Length / _average));
                scores[i] += weight * times * (Saturation + 1) / (times + norm);
            }
        }

        return [.. scores.Index().OrderByDescending(pair => pair.Item).Take(limit).Select(pair => _documents[pair.Index].Id)];
    }

    private static List<string> Terms(string text) => [.. TextAnalyzer.Analyze(text).Where(token => !token.IsStop).Select(token => token.Term)];
}
