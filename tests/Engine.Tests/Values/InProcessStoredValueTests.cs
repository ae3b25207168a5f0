using ChatMemory.Behaviour.Values;
using ChatMemory.InProcess;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatMemory.Values;

/// <summary>The one-process host over journals in memory.</summary>
public sealed class InProcessStoredValueTests : StoredValueBehaviour
{
    protected override StoredValueFixture NewFixture() => new InProcessStoredValueFixture();
}

internal sealed class InProcessStoredValueFixture : StoredValueFixture
{
    private readonly InMemoryJournalStore _journals;
    private InProcessHost _host;

    public InProcessStoredValueFixture()
    {
        _journals = new(Time);
        _host = NewHost();
    }

    public override IJournalStore Journals => _journals;

    public override IStoredValue Value(ValueKey key) => _host.Value(key);

    public override Task CrashAsync()
    {
        _host = NewHost();
        return Task.CompletedTask;
    }

    private InProcessHost NewHost() => new(
        _journals, new ScriptedChatClient(), new RecordingExtractionQueue(), new InProcessSessionFixture(),
        new StoredValueFactory(_journals, Options.Create(new ValueOptions()), Time), Options.Create(new Sessions.SessionOptions()),
        Options.Create(new HostOptions()), Time, new SequentialIds(), NullLoggerFactory.Instance);
}
