using ChatMemory.Behaviour.Sessions;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;
using ChatMemory.Support;
using ChatMemory.Values;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatMemory.InProcess;

/// <summary>The one-process host over journals in memory.</summary>
internal sealed class InProcessSessionFixture : SessionFixture, IUserMemoryFactory
{
    private readonly SequentialIds _ids = new();
    private readonly SessionOptions _sessionOptions;
    private readonly HostOptions _hostOptions;

    public InProcessSessionFixture(SessionOptions? sessionOptions = null, HostOptions? hostOptions = null)
    {
        _sessionOptions = sessionOptions ?? new();
        _hostOptions = hostOptions ?? new();
        Journals = new(Time);
        Running = Create();
    }

    public InMemoryJournalStore Journals { get; }

    public RecordingExtractionQueue Extractions { get; } = new();

    public InProcessHost Running { get; private set; }

    public override IChatMemoryHost Host => Running;

    // The old host is left to itself: from its next append on the fence shuts it out.
    public override Task RestartAsync()
    {
        Running = Create();
        return Running.RecoverAsync(TestContext.Current.CancellationToken);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public IUserMemory Create(UserKey key) => Memory;

    private InProcessHost Create() => new(
        Journals, Model, Extractions, this, new StoredValueFactory(Journals, Options.Create(new ValueOptions()), Time), Options.Create(_sessionOptions), Options.Create(_hostOptions), Time, _ids,
        NullLoggerFactory.Instance);
}

public sealed class InProcessChatSessionTests : ChatSessionBehaviour
{
    protected override SessionFixture CreateFixture() => new InProcessSessionFixture();
}
