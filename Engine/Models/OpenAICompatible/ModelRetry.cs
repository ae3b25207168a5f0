using Microsoft.Extensions.Logging;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Tries again what failed before anything of it was shown.</summary>
internal sealed partial class ModelRetry(ModelOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (var retries = 0; ; retries++)
        {
            try
            {
                return await attempt(cancellationToken);
            }
            catch (ModelException e) when (WaitAfter(e, retries) is { } wait)
            {
                LogRetry(retries + 1, e.Code, (long)wait.TotalMilliseconds);
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }

    private TimeSpan? WaitAfter(ModelException failure, int retries)
    {
        if (retries >= options.MaxRetries || !failure.IsTransient || failure.Code is not (ModelErrors.Unavailable or ModelErrors.CutOff))
            return null;
        if (failure.RetryAfter is { } asked)
            return asked <= options.MaxRetryWait ? asked : null;
        var wait = FirstWait * (1 << retries) * (1 + Spread());
        return wait < options.MaxRetryWait ? wait : options.MaxRetryWait;
    }

    // Calls that failed together come back apart: the clock's low digits differ between them.
    private double Spread() => time.GetTimestamp() % 1000 / 4000.0;
}
