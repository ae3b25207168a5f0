using Grpc.Core;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>
/// Calls the server within a time and, where asked, again when it was away or overloaded. What the server says in words goes nowhere: it may
/// repeat what it was sent.
/// </summary>
internal sealed class QdrantCalls(QdrantOptions options, TimeProvider time)
{
    /// <summary>Calls once, for as long as the caller has patience.</summary>
    /// <exception cref="ChatMemoryException">It failed; <see cref="QdrantException"/> with the server's status.</exception>
    public static async Task<T> OnceAsync<T>(Func<CancellationToken, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            using var calling = call(cancellationToken);
            return await calling.ResponseAsync;
        }
        catch (RpcException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new QdrantException(exception.StatusCode);
        }
    }

    /// <summary>Calls until it succeeds, at most as often as the options say.</summary>
    public async Task<T> RetryAsync<T>(Func<CancellationToken, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WithinTimeAsync(call, cancellationToken);
            }
            catch (QdrantException exception) when (exception.IsTransient && attempt < options.Tries)
            {
                await Task.Delay(options.RetryDelay * Math.Pow(2, attempt - 1), time, cancellationToken);
            }
        }
    }

    private async Task<T> WithinTimeAsync<T>(Func<CancellationToken, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await OnceAsync(call, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new QdrantException(StatusCode.DeadlineExceeded);
        }
    }
}

/// <summary>Qdrant did not do what it was asked.</summary>
/// <param name="status">How it said so.</param>
internal sealed class QdrantException(StatusCode status) : ChatMemoryException($"Qdrant answered {status}.", IsPassing(status))
{
    public StatusCode Status { get; } = status;

    private static bool IsPassing(StatusCode status) => status
        is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted or StatusCode.Aborted or StatusCode.Cancelled
        or StatusCode.Internal or StatusCode.Unknown;
}
