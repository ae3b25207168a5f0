using ChatMemory.Models;

namespace ChatMemory.Extraction.Pool;

/// <summary>How long to wait after a try that failed: twice as long each time, with jitter, never beyond the maximum.</summary>
internal sealed class RetryDelays(ExtractionOptions options, Random random)
{
    private readonly Lock _gate = new();

    /// <summary>The wait after a failure.</summary>
    /// <param name="tries">How many tries failed so far, this one included.</param>
    /// <param name="cause">Why; a model's own wish to be left alone is the least that is waited.</param>
    public TimeSpan After(int tries, Exception cause)
    {
        var doubled = options.RetryBase.Ticks * Math.Pow(2, Math.Min(tries - 1, 30));
        var delay = TimeSpan.FromTicks((long)(Math.Min(doubled, options.RetryMaximum.Ticks) * Jitter()));
        return Longest(delay, Wished(cause) ?? TimeSpan.Zero);
    }

    // Between a half and the whole, so that what failed together does not come back together.
    private double Jitter()
    {
        lock (_gate)
            return 0.5 + (random.NextDouble() / 2);
    }

    // A wish is honoured up to a bound of ours: a model that says "tomorrow" does not decide when the server learns.
    private TimeSpan? Wished(Exception cause) => cause switch
    {
        ModelException { RetryAfter: { } wish } => wish < options.RetryMaximum ? wish : options.RetryMaximum,
        OverloadedException overloaded => overloaded.RetryAfter < options.RetryMaximum ? overloaded.RetryAfter : options.RetryMaximum,
        _ => null,
    };

    private static TimeSpan Longest(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
