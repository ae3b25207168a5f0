using ChatMemory.Behaviour.Sessions;
using ChatMemory.InProcess;
using ChatMemory.Keys;
using ChatMemory.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatMemory.Sessions;

/// <summary>A session whose journal another activation writes to: what it does not find is no proof that it is not there.</summary>
public sealed class SupplantedSessionTests : IAsyncDisposable
{
    private readonly InProcessSessionFixture _fixture = new();
    private readonly SequentialIds _ids = new();
    private readonly ChatSessionActor _former;
    private readonly ChatSessionActor _latter;

    public SupplantedSessionTests() => (_former, _latter) = (NewActivation(), NewActivation());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task HasFallenBehind_ForTheOnlyWriter_IsFalse()
    {
        Assert.False(await _former.HasFallenBehindAsync(Token));
        await RecordAsync(_former, "one");
        Assert.False(await _former.HasFallenBehindAsync(Token));
    }

    [Fact]
    public async Task HasFallenBehind_AfterAnotherHasWritten_IsTrue()
    {
        await RecordAsync(_former, "one");
        var second = await RecordAsync(_latter, "two");

        Assert.Null(await _former.FindExchangeAsync(second, Token));
        Assert.True(await _former.HasFallenBehindAsync(Token));
    }

    [Fact]
    public async Task HasFallenBehind_AfterItHasReadAgainWhatItLost_IsStillTrue()
    {
        await RecordAsync(_former, "one");
        var second = await RecordAsync(_latter, "two");
        Assert.Null(await _former.FindExchangeAsync(second, Token));

        await RecordAsync(_former, "three");

        Assert.True(await _former.HasFallenBehindAsync(Token));
    }

    [Fact]
    public async Task HasFallenBehind_WhenTheJournalHasComeToBeElsewhere_IsTrue()
    {
        Assert.Null(await _former.StatusAsync(Token));
        await RecordAsync(_latter, "one");

        Assert.True(await _former.HasFallenBehindAsync(Token));
    }

    private static async Task<ExchangeId> RecordAsync(ChatSessionActor session, string text)
    {
        RecordExchange command = new()
        {
            Items = [new ChatItem.Message(ChatRole.User, text), new ChatItem.Message(ChatRole.Assistant, "Noted.")],
            Memory = new() { Recall = false, Learn = false },
        };
        return Assert.IsType<StartOutcome.Accepted>(await session.RecordAsync(command, Token)).Exchange;
    }

    private ChatSessionActor NewActivation() => new(
        SessionFixture.Key(),
        new(_fixture.Journals, _fixture.Model, _fixture.Host, _fixture.Extractions, new(), _fixture.Time, _ids, NullLogger<ChatSessionActor>.Instance));
}
