namespace ChatMemory;

/// <summary>Lets one step through at a time, in the order of arrival. Entered and left on its owner's scheduler only.</summary>
internal sealed class Gate
{
    private readonly Queue<TaskCompletionSource> _waiting = new(0);

    public bool IsFree { get; private set; } = true;

    public async ValueTask EnterAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsFree)
        {
            IsFree = false;
            return;
        }

        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(turn);
        await using (cancellationToken.UnsafeRegister(static (waiting, token) => ((TaskCompletionSource)waiting!).TrySetCanceled(token), turn))
            await turn.Task;
    }

    public void Leave()
    {
        while (_waiting.TryDequeue(out var next))
        {
            // One that was cancelled while it waited is passed over.
            if (next.TrySetResult())
                return;
        }

        IsFree = true;
    }
}
