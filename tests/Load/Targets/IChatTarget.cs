namespace ChatMemory.Load.Targets;

/// <summary>A server to talk to.</summary>
internal interface IChatTarget : IAsyncDisposable
{
    /// <summary>Sends a message and follows the exchange to its end.</summary>
    /// <param name="message">The message.</param>
    /// <param name="onText">Gets every piece of text as it arrives.</param>
    /// <param name="cancellationToken">Gives up, with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Null when the exchange completed, else the kind of error, without ids.</returns>
    Task<string?> SendAsync(UserMessage message, Action<string> onText, CancellationToken cancellationToken);
}
