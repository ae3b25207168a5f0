using System.Text;
using ChatMemory.Keys;

namespace ChatMemory.Sessions;

public sealed class RemovalTests
{
    private static readonly ExchangeId Id = ExchangeId.Parse("01890000-0000-7000-8000-000000000001");

    private static readonly SessionEvent[] Records =
    [
        new SessionEvent.Accepted(Id, [new ChatItem.Message(ChatRole.User, "secret question")], default, Queued: false) { Key = "k", Model = new() { Instructions = "secret rule" } },
        new SessionEvent.Delta(3, "secret "),
        new SessionEvent.Delta(4, "another's"),
        new SessionEvent.Delta(3, "thought"),
        new SessionEvent.Item(3, new ChatItem.ToolCall("c", "t", "secret arguments")),
        new SessionEvent.Delta(3, "public"),
        new SessionEvent.Ended(3, ExchangeStatus.Completed, default),
    ];

    [Fact]
    public void Whole_LeavesNoTextOfTheExchangeAndAllOfOthers()
    {
        var left = After(item: null);

        Assert.DoesNotContain("secret", left, StringComparison.Ordinal);
        Assert.DoesNotContain("thought", left, StringComparison.Ordinal);
        Assert.DoesNotContain("public", left, StringComparison.Ordinal);
        Assert.Contains("another's", left, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "secret question")]
    [InlineData(1, "secret ", "thought")]
    [InlineData(2, "secret arguments")]
    [InlineData(3, "public")]
    public void Item_LeavesAllButItsText(int item, params string[] gone)
    {
        string[] all = ["secret question", "secret ", "thought", "secret arguments", "public"];

        var left = After(item);

        Assert.All(all.Except(gone), text => Assert.Contains($"\"{text}\"", left, StringComparison.Ordinal));
        Assert.All(gone, text => Assert.DoesNotContain($"\"{text}\"", left, StringComparison.Ordinal));
    }

    private static string After(int? item)
    {
        var removal = new Removal(3, Id, item);
        return string.Join('\n', Records.Select(record => Encoding.UTF8.GetString(SessionJson.Encode(removal.Replace(record) ?? record))));
    }
}
