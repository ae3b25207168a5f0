using ChatMemory.Recall.Ranking;

namespace ChatMemory.Benchmarks.Locomo;

/// <summary>One question's candidates as the ranking sees them.</summary>
internal sealed record Sample(string Conversation, QuestionAsked Question, IReadOnlyList<(string Turn, float[] Signals)> Candidates)
{
    public double Recall(float[] weights, int first) => (double)Candidates.OrderByDescending(candidate => Learner.Score(weights, candidate.Signals))
        .Take(first).Count(candidate => Question.Evidence.Contains(candidate.Turn)) / Question.Evidence.Count;
}

/// <summary>Fits the weights of the signals: the evidence should take the greatest share of a softmax over the candidates.</summary>
internal sealed class Learner(IReadOnlyList<Sample> samples, int seed, IReadOnlySet<Signal> without)
{
    private const int Rounds = 60;
    private const double Rate = 0.03;
    private const double Decay = 1e-4;

    public float[] Fit()
    {
        var random = new Random(seed);
        var order = Enumerable.Range(0, samples.Count).ToArray();
        var weights = new double[Signals.Count];
        var mean = new double[Signals.Count];
        var square = new double[Signals.Count];
        var step = 0;
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            foreach (var batch in order.Chunk(16))
            {
                var gradient = new double[Signals.Count];
                foreach (var index in batch)
                    AddGradient(samples[index], weights, gradient, 1.0 / batch.Length);
                step++;
                var rate = Rate * (1 - ((double)round / Rounds));
                for (var i = 0; i < weights.Length; i++)
                {
                    if (without.Contains((Signal)i))
                        continue;
                    var g = gradient[i] + (Decay * weights[i]);
                    mean[i] = (0.9 * mean[i]) + (0.1 * g);
                    square[i] = (0.999 * square[i]) + (0.001 * g * g);
                    weights[i] -= rate * (mean[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(square[i] / (1 - Math.Pow(0.999, step))) + 1e-8);
                }
            }
        }

        return [.. weights.Select(weight => (float)weight)];
    }

    public static double Score(float[] weights, float[] signals)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] * signals[i];
        return sum;
    }

    // Each piece of evidence stands against the candidates that are none: it need not beat the others.
    private static void AddGradient(Sample sample, double[] weights, double[] gradient, double share)
    {
        var evidence = sample.Candidates.Where(candidate => sample.Question.Evidence.Contains(candidate.Turn)).ToList();
        if (evidence.Count == 0)
            return;
        var others = sample.Candidates.Where(candidate => !sample.Question.Evidence.Contains(candidate.Turn)).Select(candidate => candidate.Signals).ToList();
        var scores = others.Select(signals => Dot(weights, signals)).ToArray();
        var most = Math.Max(scores.DefaultIfEmpty(0).Max(), evidence.Max(one => Dot(weights, one.Signals)));
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Math.Exp(scores[i] - most);
        var sum = scores.Sum();
        foreach (var (_, signals) in evidence)
        {
            var own = Math.Exp(Dot(weights, signals) - most);
            var total = sum + own;
            var part = share / evidence.Count;
            for (var j = 0; j < gradient.Length; j++)
                gradient[j] -= part * signals[j] * (1 - (own / total));
            for (var i = 0; i < others.Count; i++)
            {
                var p = part * scores[i] / total;
                if (p < 1e-7)
                    continue;
                for (var j = 0; j < gradient.Length; j++)
                    gradient[j] += p * others[i][j];
            }
        }
    }

    private static double Dot(double[] weights, float[] signals)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] * signals[i];
        return sum;
    }
}

/// <summary>Fits and measures weights, always on conversations that they were not fitted to.</summary>
internal static class LearnCommand
{
    public static int Run(string folder, int seed, bool ablate)
    {
        var samples = Conversation.ReadAll(folder).AsParallel().AsOrdered().WithDegreeOfParallelism(2).SelectMany(SamplesOf).ToList();
        var pool = samples.Average(sample => (double)sample.Candidates.Count(candidate => sample.Question.Evidence.Contains(candidate.Turn)) / sample.Question.Evidence.Count);
        Console.WriteLine($"evidence among candidates: {pool:F3} of {samples.Average(sample => sample.Candidates.Count):F0}");
        var full = HeldOut(samples, seed, [.. SignalWeights.Given]);
        Print("all signals", full);
        foreach (var group in samples.Zip(full.PerQuestion).GroupBy(pair => pair.First.Question.Category).OrderBy(group => group.Key))
            Console.WriteLine($"   category {group.Key}: @5 {group.Average(pair => pair.Second.At5):F3} @10 {group.Average(pair => pair.Second.At10):F3} @20 {group.Average(pair => pair.Second.At20):F3}");
        foreach (var group in samples.Zip(full.PerQuestion).GroupBy(pair => pair.First.Conversation))
            Console.WriteLine($"   held out {group.Key}: @5 {group.Average(pair => pair.Second.At5):F3} @10 {group.Average(pair => pair.Second.At10):F3} @20 {group.Average(pair => pair.Second.At20):F3}");
        if (ablate)
        {
            foreach (var line in Enum.GetValues<Signal>().AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(signal => (signal, HeldOut(samples, seed, [.. SignalWeights.Given, signal]))))
                Print($"  without {line.signal}", line.Item2);
        }

        var weights = new Learner(samples, seed, new HashSet<Signal>(SignalWeights.Given)).Fit();
        Console.WriteLine($"fitted to all: @5 {samples.Average(sample => sample.Recall(weights, 5)):F3} @10 {samples.Average(sample => sample.Recall(weights, 10)):F3}");
        foreach (var signal in Enum.GetValues<Signal>())
            Console.WriteLine($"            [Signal.{signal}] = {weights[(int)signal]:F2}f,");
        var (slope, shift) = Calibrate(samples, weights);
        Console.WriteLine($"relevance = 1 / (1 + exp(-({slope:F3} x + {shift:F3})))");
        return 0;
    }

    // Logistic regression of being evidence on the weighed sum, so that a score can be read as a chance.
    private static (double Slope, double Shift) Calibrate(List<Sample> samples, float[] weights)
    {
        var points = samples.SelectMany(sample => sample.Candidates.Select(candidate =>
            (Sum: Learner.Score(weights, candidate.Signals), Hit: sample.Question.Evidence.Contains(candidate.Turn) ? 1.0 : 0.0))).ToList();
        double slope = 1, shift = -10;
        for (var step = 0; step < 25; step++)
        {
            double g0 = 0, g1 = 0, h00 = 1e-9, h01 = 0, h11 = 1e-9;
            foreach (var (sum, hit) in points)
            {
                var p = 1 / (1 + Math.Exp(-((slope * sum) + shift)));
                var w = p * (1 - p);
                g0 += hit - p;
                g1 += (hit - p) * sum;
                h00 += w;
                h01 += w * sum;
                h11 += w * sum * sum;
            }

            var det = (h00 * h11) - (h01 * h01);
            shift += ((h11 * g0) - (h01 * g1)) / det;
            slope += ((h00 * g1) - (h01 * g0)) / det;
        }

        return (slope, shift);
    }

    private static IEnumerable<Sample> SamplesOf(Conversation conversation)
    {
        var fed = new Fed(conversation, new());
        return conversation.Questions.Select(question => new Sample(conversation.Name, question,
        [
            .. fed.View.Explain(new() { Text = question.Text, Limit = 20 }, Fed.VectorOf(question.Text), conversation.AskedAt)
                .Select(pair => (fed.TurnOf(pair.Memory.Id), pair.Signals)),
        ])).ToList();
    }

    private static (double At5, double At10, double At20, List<(double At5, double At10, double At20)> PerQuestion) HeldOut(List<Sample> samples, int seed, HashSet<Signal> without)
    {
        var fits = samples.Select(sample => sample.Conversation).Distinct()
            .ToDictionary(name => name, name => new Learner([.. samples.Where(sample => sample.Conversation != name)], seed, without).Fit());
        var per = samples.Select(sample => (sample.Recall(fits[sample.Conversation], 5), sample.Recall(fits[sample.Conversation], 10), sample.Recall(fits[sample.Conversation], 20))).ToList();
        return (per.Average(one => one.Item1), per.Average(one => one.Item2), per.Average(one => one.Item3), per);
    }

    private static void Print(string name, (double At5, double At10, double At20, List<(double, double, double)> PerQuestion) result) =>
        Console.WriteLine($"{name,-28} @5 {result.At5:F3} @10 {result.At10:F3} @20 {result.At20:F3}");
}
