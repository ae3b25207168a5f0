using ChatMemory.Keys;
using ChatMemory.Models.Embeddings;

namespace ChatMemory.Memories;

public sealed class EmbeddingModelChangeTests
{
    private static readonly UserKey Ada = new(TenantId.Default, UserId.Parse("ada"));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly DateTimeOffset Asked = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Questions = ["where do I live", "what do I drink", "green things"];

    private readonly ChangingModels _models = new();
    private readonly TaskCompletionSource _newModel = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly UserMemoryActorFixture _host;

    public EmbeddingModelChangeTests()
    {
        _models.New.Hold = _newModel.Task;
        _host = new() { Models = _models };
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private IUserMemory User => _host.User(Ada);

    [Fact]
    public async Task WhileNewVectorsAreBuilt_RecallAnswersAsBefore_ThenAsAnIndexOfTheNewModel()
    {
        await AddAsync("I live in Oslo", "I drink green tea", "The door of my house is green", "I like trains");
        var before = await AnswersAsync(User);

        _models.UseNew();
        var during = await AnswersAsync(User);
        Assert.Equal(before, during);

        await FinishAsync();
        var after = await AnswersAsync(User);
        Assert.NotEqual(before, after);
        Assert.Equal(await AnewAsync(), after);
    }

    [Fact]
    public async Task WhatIsAddedMeanwhile_IsFoundByTheOldModel_AndIsThereAfterTheSwitch()
    {
        await AddAsync("I live in Oslo");
        _models.UseNew();
        await User.RecallAsync(new() { Text = "Oslo" }, Cancelled);

        await AddAsync("I drink green tea", "I like trains");
        var waits = User.IndexedAsync(Patience, Cancelled);
        var during = await User.RecallAsync(new() { Text = "green tea" }, Cancelled);

        Assert.NotNull(during.Memories[0].Why.Semantic);
        _newModel.SetResult();
        Assert.True(await waits);
        Assert.Equal(await AnewAsync(), await AnswersAsync(User));
    }

    [Fact]
    public async Task OfTheOldModel_NothingStaysStored_AndARestartEmbedsNothingAgain()
    {
        await AddAsync("I live in Oslo", "I drink green tea");
        _models.UseNew();
        await FinishAsync();
        var after = await AnswersAsync(User);
        Assert.Equal([_models.NewName], await ModelsAsync());

        await _host.CrashAsync();
        var texts = _models.New.Texts;

        Assert.Equal(after, await AnswersAsync(User));
        Assert.Equal(texts + Questions.Length, _models.New.Texts);
    }

    [Fact]
    public async Task AfterARestartWithAnotherModel_TheOldVectorsAnswerUntilTheNewOnesAreBuilt()
    {
        await AddAsync("I live in Oslo", "I drink green tea", "The door of my house is green");
        var before = await AnswersAsync(User);
        await _host.CrashAsync();
        _models.UseNew();

        Assert.Equal(before, await AnswersAsync(User));
        await FinishAsync();
        Assert.Equal(await AnewAsync(), await AnswersAsync(User));
        Assert.Equal([_models.NewName], await ModelsAsync());
    }

    [Fact]
    public async Task AfterARestartWithoutTheOldModel_WordsAnswerUntilTheNewVectorsAreBuilt()
    {
        await AddAsync("I live in Oslo", "I drink green tea");
        await _host.CrashAsync();
        _models.UseNew();
        _models.OldIsThere = false;

        var called = _models.New.NextCall();
        var recall = User.RecallAsync(new() { Text = "tea" }, Cancelled);
        await called;
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        var during = await recall;

        Assert.True(during.Partial);
        Assert.Equal("I drink green tea", during.Memories[0].Memory.Text);
        _newModel.SetResult();
        Assert.True(await User.IndexedAsync(Patience, Cancelled));
        Assert.Equal(await AnewAsync(), await AnswersAsync(User));
    }

    [Fact]
    public async Task WhatIsDeletedMeanwhile_IsNeverFound_AndLeavesNoVectorOfEitherModel()
    {
        await AddAsync("I live in Oslo", "I drink green tea");
        var tea = (await User.ListAsync(new(), Cancelled)).Memories.Single(memory => memory.Text.Contains("tea", StringComparison.Ordinal)).Id;
        _models.UseNew();
        await AnswersAsync(User);

        await User.DeleteAsync(new([tea]), Cancelled);

        Assert.DoesNotContain(tea, (await AnswersAsync(User)).Select(answer => answer.Memory));
        await FinishAsync();
        Assert.DoesNotContain(tea, (await AnswersAsync(User)).Select(answer => answer.Memory));
        var epoch = await _host.EpochOfAsync(Ada);
        var left = await _host.Journals.ReadVectorsAsync(Ada, epoch, _models.NewName, Cancelled).Select(vector => vector.Memory).ToListAsync(Cancelled);
        Assert.NotEqual(tea, Assert.Single(left));
    }

    [Fact]
    public async Task ErasedMeanwhile_NothingComesBack()
    {
        await AddAsync("I live in Oslo", "I drink green tea");
        _models.UseNew();
        await AnswersAsync(User);

        await User.EraseAsync(Cancelled);
        _newModel.SetResult();

        Assert.True(await User.IndexedAsync(Patience, Cancelled));
        Assert.Empty(await AnswersAsync(User));
        await AddAsync("I like trains");
        Assert.True(await User.IndexedAsync(Patience, Cancelled));
        Assert.Single(await _host.Journals.ReadVectorsAsync(Ada, await _host.EpochOfAsync(Ada), _models.NewName, Cancelled).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task AModelThatFails_LeavesTheOldAnswers_AndIsTriedAgain()
    {
        await AddAsync("I live in Oslo", "I drink green tea");
        var before = await AnswersAsync(User);
        _models.New.Failure = new ChatMemory.Models.ModelException(ChatMemory.Models.ModelErrors.Unavailable, "Down.", isTransient: true);
        _newModel.SetResult();
        _models.UseNew();

        var waits = User.IndexedAsync(TimeSpan.FromSeconds(0.5), Cancelled);
        await User.ListAsync(new(), Cancelled);
        _host.Time.Advance(TimeSpan.FromSeconds(0.6));
        Assert.False(await waits);
        Assert.Equal(before, await AnswersAsync(User));

        _models.New.Failure = null;
        var again = User.IndexedAsync(TimeSpan.FromHours(1), Cancelled);
        await User.ListAsync(new(), Cancelled);
        _host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await again);
        Assert.Equal(await AnewAsync(), await AnswersAsync(User));
    }

    [Fact]
    public async Task Users_BuildInTurn_NoMoreAtOnceThanAllowed()
    {
        var host = new UserMemoryActorFixture { Models = _models, Turns = new(1) };
        UserKey[] users = [.. Enumerable.Range(0, 3).Select(n => new UserKey(TenantId.Default, UserId.Parse($"user{n}")))];
        foreach (var user in users)
        {
            await host.User(user).AddAsync(new([new() { Text = "I live in Oslo" }]), Cancelled);
            await host.User(user).IndexedAsync(Patience, Cancelled);
        }

        _models.UseNew();
        var called = _models.New.NextCall();
        var waits = users.Select(user => host.User(user).IndexedAsync(Patience, Cancelled)).ToList();
        await called;
        var second = _models.New.NextCall();

        Assert.False(second.IsCompleted);
        _newModel.SetResult();
        Assert.All(await Task.WhenAll(waits), Assert.True);
        Assert.Equal(3, _models.New.Texts);
    }

    [Fact]
    public async Task Reindex_GivesTheSameAnswers_WithoutAskingTheModelAgain()
    {
        await AddAsync("I live in Oslo", "I drink green tea", "The door of my house is green");
        await User.UpdateAsync(new((await User.ListAsync(new(), Cancelled)).Memories[0].Id, "My house has a red door"), Cancelled);
        await User.IndexedAsync(Patience, Cancelled);
        var before = await AnswersAsync(User);
        var texts = _models.Old.Texts;

        await User.ReindexAsync(Cancelled);
        Assert.True(await User.IndexedAsync(Patience, Cancelled));

        Assert.Equal(texts, _models.Old.Texts);
        Assert.Equal(before, await AnswersAsync(User));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task WhateverHappensDuringChanges_TheEndIsAnIndexBuiltAnew(int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        _newModel.SetResult();
        string[] words = ["green", "tea", "house", "Oslo", "train", "door", "drink", "live"];
        var deleted = new HashSet<MemoryId>();
        var background = new List<Task>();
        for (var step = 0; step < 150; step++)
        {
            var known = (await User.ListAsync(new(), Cancelled)).Memories;
            switch (random.Next(10))
            {
                case < 4:
                    await User.AddAsync(new([new() { Text = string.Join(' ', Enumerable.Range(0, 4).Select(_ => words[random.Next(words.Length)])) + $" {step}" }]), Cancelled);
                    break;
                case 4 when known.Count > 0:
                    await User.UpdateAsync(new(known[random.Next(known.Count)].Id, $"now {words[random.Next(words.Length)]} {step}"), Cancelled);
                    break;
                case 5 when known.Count > 0:
                    deleted.UnionWith((await User.DeleteAsync(new([known[random.Next(known.Count)].Id]), Cancelled)).Deleted);
                    break;
                case 6:
                    (random.Next(2) == 0 ? (Action)_models.UseNew : _models.UseOld)();
                    break;
                case 7:
                    background.Add(User.ReindexAsync(Cancelled));
                    break;
                case 8 when random.Next(4) == 0:
                    await _host.CrashAsync();
                    break;
                default:
                    background.Add(NeverDeletedAsync([.. deleted]));
                    break;
            }
        }

        await Task.WhenAll(background);
        _models.UseNew();
        Assert.True(await User.IndexedAsync(Patience, Cancelled));
        Assert.Equal(await AnewAsync(), await AnswersAsync(User));
        Assert.Equal([_models.NewName], await ModelsAsync());
        Assert.Empty((await AnswersAsync(User)).Select(answer => answer.Memory).Intersect(deleted));
    }

    private async Task NeverDeletedAsync(IReadOnlyList<MemoryId> deleted) =>
        Assert.Empty((await User.RecallAsync(new() { Text = "green tea house", Limit = 100 }, Cancelled)).Memories.Select(found => found.Memory.Id).Intersect(deleted));

    private async Task AddAsync(params string[] texts)
    {
        foreach (var text in texts)
            await User.AddAsync(new([new() { Text = text }]), Cancelled);
        if (!ReferenceEquals(_models.Current.Generator, _models.New))
            Assert.True(await User.IndexedAsync(Patience, Cancelled));
    }

    private async Task FinishAsync()
    {
        _newModel.TrySetResult();
        Assert.True(await User.IndexedAsync(Patience, Cancelled));
    }

    // Vectors of the former model go behind the switch; a write waits for the ones before it.
    private async Task<IReadOnlyList<string>> ModelsAsync()
    {
        await User.DeleteAsync(new([new(Guid.Empty)]), Cancelled);
        return await _host.Journals.ListVectorModelsAsync(Ada, await _host.EpochOfAsync(Ada), Cancelled);
    }

    // What an actor answers that knows only the new model, over the same journal.
    private async Task<List<Answer>> AnewAsync()
    {
        var host = new UserMemoryActorFixture { Models = new FixedEmbeddingModel(_models.New) };
        var anew = host.NewUser(Ada, _host.Journals);
        Assert.True(await anew.IndexedAsync(Patience, Cancelled));
        return await AnswersAsync(anew);
    }

    private static async Task<List<Answer>> AnswersAsync(IUserMemory user)
    {
        var answers = new List<Answer>();
        foreach (var question in Questions)
        {
            var result = await user.RecallAsync(new() { Text = question, Limit = 50, AskedAt = Asked }, Cancelled);
            answers.AddRange(result.Memories.Select(found => new Answer(question, found.Memory.Id, found.Score, found.Why.Semantic, result.Partial)));
        }

        return answers;
    }

    private sealed record Answer(string Question, MemoryId Memory, float Score, float? Semantic, bool Partial);
}
