using ChatMemory.Keys;
using ChatMemory.Models;
using ChatMemory.Sessions;
using ChatMemory.Users;

namespace ChatMemory.Api.Demo;

/// <summary>
/// Gives a user a few conversations, so that the page has something to show. They are recorded and learned from like any others; a
/// conversation that is there already is left alone.
/// </summary>
internal sealed partial class DemoSeed(
    IChatMemoryHost host, Settlement settlement, ModelsInUse models, TimeProvider time, ILogger<DemoSeed> log) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenTurns = TimeSpan.FromMinutes(3);

    private readonly UserKey _user = new(TenantId.Default, UserId.Parse(DemoConversations.User));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var conversation in DemoConversations.All)
                await RecordAsync(conversation, stoppingToken);
            await settlement.SettleAsync(_user, Patience, stoppingToken);
            // A model that costs something is not asked without need.
            if (models.ChatOffline)
                await AskAsync(stoppingToken);
        }
        catch (ChatMemoryException failure)
        {
            Unfinished(log, failure);
        }
    }

    private async Task RecordAsync(DemoConversation conversation, CancellationToken cancellationToken)
    {
        var session = Session(conversation.Session);
        var began = time.GetUtcNow() - TimeSpan.FromDays(conversation.DaysAgo);
        if (await session.StatusAsync(cancellationToken) is { Exchanges: var exchanges } && exchanges == conversation.Turns.Count)
            return;
        foreach (var (place, (said, answered)) in conversation.Turns.Index())
        {
            await session.RecordAsync(
                new()
                {
                    Items = [new ChatItem.Message(ChatRole.User, said), new ChatItem.Message(ChatRole.Assistant, answered)],
                    IdempotencyKey = $"{conversation.Session}/{place}",
                    SaidAt = began + (place * BetweenTurns),
                },
                cancellationToken);
        }
    }

    private async Task AskAsync(CancellationToken cancellationToken) =>
        await Session(DemoConversations.QuestionSession).StartAsync(
            new() { Input = [new ChatItem.Message(ChatRole.User, DemoConversations.Question)], IdempotencyKey = DemoConversations.QuestionSession },
            cancellationToken);

    private IChatSession Session(string id) => host.Session(new(_user, SessionId.Parse(id)));

    [LoggerMessage(20, LogLevel.Warning, "The conversations of the demonstration are not all there")]
    private static partial void Unfinished(ILogger log, Exception failure);
}
