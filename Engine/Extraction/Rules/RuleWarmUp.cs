using Microsoft.Extensions.Hosting;

namespace ChatMemory.Extraction.Rules;

/// <summary>
/// Reads a few made-up messages beside the server's start, when rules are what extracts. The first message of a process builds
/// all the rules' patterns; who is to learn from it, and what shares its thread, would wait for that.
/// </summary>
internal sealed class RuleWarmUp(bool rulesAreUsed) : IHostedLifecycleService
{
    private static readonly (string Text, string? Before)[] Messages =
    [
        ("Hi, I am Ada and I love tea. My sister Anna lives in Rome, and I moved from Porto to Lisbon last May.", null),
        ("Lisbon", "Where do you live?"),
        ("Please remember that I am allergic to nuts, not eggs.", null),
    ];

    /// <summary>Ends when all is built.</summary>
    public Task Done { get; private set; } = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Not before the server listens: it is to serve soon, and to learn soon after.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (rulesAreUsed)
            Done = Task.Run(Read, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void Read()
    {
        foreach (var (text, before) in Messages)
        {
            foreach (var _ in RuleReader.Read(text, before))
            {
                // What is found is nobody's.
            }
        }
    }
}
