using ChatMemory.Keys;
using ChatMemory.Sessions;
using ChatMemory.Support;

namespace ChatMemory.Behaviour.Sessions;

/// <summary>What the behaviour tests of sessions need of a host, whichever it is.</summary>
public abstract class SessionFixture : IAsyncDisposable
{
    /// <summary>Runs the sessions with <see cref="SessionOptions"/>' defaults.</summary>
    public abstract IChatMemoryHost Host { get; }

    /// <summary>The model that the host asks.</summary>
    public ScriptedChatClient Model { get; } = new();

    /// <summary>The clock that the host goes by.</summary>
    public ManualTime Time { get; } = new();

    /// <summary>The memory of the tests' user.</summary>
    public StubUserMemory Memory { get; } = new();

    /// <summary>Ends the host as <c>kill -9</c> would and starts another one over the same journals.</summary>
    public abstract Task RestartAsync();

    public abstract ValueTask DisposeAsync();

    public static SessionKey Key(string session = "s") => new(new(TenantId.Default, UserId.Parse("ada")), SessionId.Parse(session));
}
