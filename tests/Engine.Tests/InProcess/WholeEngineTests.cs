using ChatMemory.Behaviour.Sessions;
using ChatMemory.Extraction;
using ChatMemory.Journals;
using ChatMemory.Memories;
using ChatMemory.Models.Offline;
using ChatMemory.Recall;
using ChatMemory.Sessions;
using ChatMemory.Support;
using ChatMemory.Users;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ChatRole = ChatMemory.Sessions.ChatRole;

namespace ChatMemory.InProcess;

public sealed class WholeEngineTests
{
    private readonly ScriptedChatClient _model = new() { Answer = _ => "noted" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatWasSaidInOneSession_IsGivenToTheModelInAnother_UntilTheUserIsErased()
    {
        await using var services = Provide();
        var host = services.GetRequiredService<IChatMemoryHost>();
        await SayAsync(host, "first", "My sister Greta keeps bees in Bergen");

        var told = await SayAsync(host, "second", "What does Greta keep?");

        Assert.NotEmpty(told.Recall!.Memories);
        Assert.NotEmpty((await host.User(SessionFixture.Key().Owner).ListAsync(new(), Token)).Memories);
        await services.GetRequiredService<UserErasure>().EraseAsync(SessionFixture.Key().Owner, Token);
        Assert.Empty((await host.User(SessionFixture.Key().Owner).ListAsync(new(), Token)).Memories);
        Assert.Empty((await SayAsync(host, "third", "What does Greta keep?")).Recall!.Memories);
    }

    private static async Task<Exchange> SayAsync(IChatMemoryHost host, string name, string text)
    {
        var session = host.Session(SessionFixture.Key(name));
        var command = new StartExchange { Input = [new ChatItem.Message(ChatRole.User, text)] };
        var id = Assert.IsType<StartOutcome.Accepted>(await session.StartAsync(command, Token)).Exchange;
        await foreach (var _ in session.FollowAsync(new(0, id), Token))
        {
        }

        // Once the extraction is reported, the turns are in memory.
        foreach (var pending in await session.PendingExtractionsAsync(10, Token))
            await session.ReportExtractionAsync(new(pending.Exchange.Id), Token);
        return (await session.FindExchangeAsync(id, Token))!;
    }

    private ServiceProvider Provide() => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([
            new("ChatMemory:Sessions:RecallBudget", "00:00:30")]).Build())
        .AddLogging()
        .AddSingleton<IJournalStore>(new InMemoryJournalStore(TimeProvider.System))
        .AddSingleton<IChatClient>(_model)
        .AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(new HashedEmbeddingGenerator())
        .AddSingleton<IExtractionQueue, RecordingExtractionQueue>()
        .AddSessions()
        .AddUsers()
        .AddMemories()
        .AddRecall()
        .AddInProcessHost()
        .BuildServiceProvider();
}
