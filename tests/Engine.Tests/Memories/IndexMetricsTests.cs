using ChatMemory.Behaviour.Memories;
using ChatMemory.Keys;
using ChatMemory.Models;
using ChatMemory.Models.Embeddings;
using ChatMemory.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatMemory.Memories;

/// <summary>What is reported of the index: how many memories wait for a vector, and how many got one.</summary>
public sealed class IndexMetricsTests : IDisposable
{
    private const string Lacking = "chat_memory.index.lacking";
    private const string Embedded = "chat_memory.index.embedded";

    private readonly MetricSums _reported = new();
    private readonly ScriptedEmbeddings _embeddings = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualTime _time = new();
    private readonly InMemoryJournalStore _journals;
    private readonly SequentialIds _ids = new();
    private readonly UserMemoryActor _actor;
    private readonly TurnHost _user;

    public IndexMetricsTests()
    {
        _embeddings.Hold = _held.Task;
        _journals = new(_time);
        _actor = NewActor();
        _user = new(_actor);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lacking_IsWhatWaits_AndNothingOnceAllIsEmbedded()
    {
        await AddAsync("I live in Oslo", "I drink green tea", "I like trains");
        Assert.Equal((3, 0), (_reported[Lacking], _reported[Embedded]));

        await FinishAsync();

        Assert.Equal((0, 3), (_reported[Lacking], _reported[Embedded]));
    }

    [Fact]
    public async Task Lacking_OfWhatIsEditedOrDeletedMeanwhile_IsCountedOnceOrNotAtAll()
    {
        await AddAsync("I live in Oslo", "I drink green tea");
        var memories = (await _user.ListAsync(new(), Cancelled)).Memories;

        await _user.UpdateAsync(new(memories[0].Id, "I drink black tea"), Cancelled);
        Assert.Equal(2, _reported[Lacking]);
        await _user.DeleteAsync(new([memories[1].Id]), Cancelled);
        Assert.Equal(1, _reported[Lacking]);

        await FinishAsync();
        Assert.Equal(0, _reported[Lacking]);
    }

    [Fact]
    public async Task Lacking_OfAUserWhoIsUnloaded_IsNothing_AlsoWhenTheModelAnswersAfterwards()
    {
        await AddAsync("I live in Oslo", "I drink green tea");

        await _actor.DisposeAsync();
        _held.SetResult();
        await _user.ListAsync(new(), Cancelled);

        Assert.Equal(0, _reported[Lacking]);
    }

    [Fact]
    public async Task Lacking_OfAUserWhoIsLoadedAgain_IsNothing_AndNothingIsEmbeddedTwice()
    {
        await AddAsync("I live in Oslo", "I drink green tea");
        await FinishAsync();
        await _actor.DisposeAsync();

        var again = new TurnHost(NewActor());
        Assert.True(await again.IndexedAsync(TimeSpan.FromSeconds(30), Cancelled));

        Assert.Equal((0, 2), (_reported[Lacking], _reported[Embedded]));
    }

    [Fact]
    public async Task Lacking_OfAnErasedUser_IsNothing()
    {
        await AddAsync("I live in Oslo", "I drink green tea");

        await _user.EraseAsync(Cancelled);

        Assert.Equal(0, _reported[Lacking]);
    }

    [Fact]
    public async Task Lacking_OfTextsThatTheModelRefuses_IsNothing()
    {
        _embeddings.Failure = new ModelException(ModelErrors.Rejected, "Refused.", isTransient: false);
        await AddAsync("I live in Oslo", "I drink green tea");
        _held.SetResult();

        Assert.False(await _user.IndexedAsync(TimeSpan.FromSeconds(30), Cancelled));

        Assert.Equal((0, 0), (_reported[Lacking], _reported[Embedded]));
    }

    [Fact]
    public async Task Lacking_AfterTheIndexWasBuiltAnew_IsNothing()
    {
        await AddAsync("I live in Oslo", "I drink green tea");
        await FinishAsync();

        await _user.ReindexAsync(Cancelled);
        Assert.True(await _user.IndexedAsync(TimeSpan.FromSeconds(30), Cancelled));

        Assert.Equal(0, _reported[Lacking]);
    }

    public void Dispose() => _reported.Dispose();

    private UserMemoryActor NewActor() => new(
        new(TenantId.Default, UserId.Parse("ada")), _journals, new FixedEmbeddingModel(_embeddings), new(), new(), _time, _ids, NullLogger<UserMemoryActor>.Instance);

    private async Task AddAsync(params string[] texts) =>
        await _user.AddAsync(new([.. texts.Select(text => new NewMemory { Text = text })]), Cancelled);

    private async Task FinishAsync()
    {
        _held.SetResult();
        Assert.True(await _user.IndexedAsync(TimeSpan.FromSeconds(30), Cancelled));
    }
}
