using FsCheck;
using FsCheck.Fluent;

namespace ChatMemory.Sessions;

public sealed class ChatSessionProperties
{
    /// <summary>
    /// One exchange at a time; every accepted one ends; only completed ones teach; what was shown is the stored text; numbers
    /// grow; live state, replay, and snapshot with the rest are the same; whatever crashes between which appends.
    /// </summary>
    [Fact]
    public void Session_UnderAnyCommandsAndCrashes_KeepsItsRules() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => new SessionSimulation(seed).Run(steps: 120)));

    [Fact]
    public void ContextWindow_OfAnyExchanges_HoldsItsBudgetAndSplitsNoToolCall() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
            {
                var random = new Random(seed);
                var exchanges = Enumerable.Range(0, random.Next(6)).Select(_ => AnyExchange(random)).ToList();
                var budget = random.Next(200);

                var taken = ContextWindow.Take(exchanges, budget);

                var items = taken.SelectMany(it => it.Items).ToList();
                Assert.True(items.Sum(ContextWindow.TokensOf) <= budget, "over budget");
                var calls = items.OfType<ChatItem.ToolCall>().Select(it => it.CallId).ToList();
                Assert.Equal(calls.Order(), items.OfType<ChatItem.ToolResult>().Select(it => it.CallId).Order());
                Assert.All(calls, id => Assert.True(
                    items.FindIndex(it => it is ChatItem.ToolCall call && call.CallId == id)
                    < items.FindIndex(it => it is ChatItem.ToolResult result && result.CallId == id)));
                var told = exchanges.Where(it => taken.Any(one => one.Id == it.Id)).Select(it => it.Id).Reverse();
                Assert.Equal(told, taken.Select(it => it.Id));
            }));

    private static Exchange AnyExchange(Random random)
    {
        var output = new List<ChatItem>();
        for (var i = random.Next(6); i > 0; i--)
        {
            var id = $"{random.Next()}";
            output.Add(new ChatItem.Message(ChatRole.Assistant, string.Join(' ', Enumerable.Repeat("word", random.Next(30)))));
            if (random.Next(2) == 0)
                continue;
            output.Add(new ChatItem.ToolCall(id, "t", "{}"));
            if (random.Next(3) > 0)
                output.Add(new ChatItem.ToolResult(id, "result"));
        }

        return new()
        {
            Id = new(new Guid(random.Next(), 0, 0, new byte[8])),
            Status = (ExchangeStatus)random.Next(2, 6),
            Input = [new ChatItem.Message(ChatRole.User, "question")],
            Output = output,
            StartedAt = default,
            Extraction = ExchangeState.NotLearned,
            FirstEvent = 1,
            LastEvent = 1,
        };
    }
}
