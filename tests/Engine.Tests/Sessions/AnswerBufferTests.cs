
namespace ChatMemory.Sessions;

public sealed class AnswerBufferTests
{
    private readonly AnswerBuffer _buffer = new(place: 3);

    [Fact]
    public void Texts_ThatFollowEachOther_BecomeOneDelta()
    {
        _buffer.Add("a");
        _buffer.Add("b");
        _buffer.Add(new SessionEvent.Item(3, new ChatItem.ToolCall("c", "t", "{}")));
        _buffer.Add("c");

        Assert.Equal(["ab", null, "c"], _buffer.Take().Select(it => (it as SessionEvent.Delta)?.Text));
        Assert.True(_buffer.IsEmpty);
    }

    [Fact]
    public void Character_ThatComesInTwoHalves_IsKeptWhole()
    {
        _buffer.Add($"a{"🎈"[0]}");
        Assert.Equal("a", Assert.IsType<SessionEvent.Delta>(Assert.Single(_buffer.Take())).Text);

        _buffer.Add($"{"🎈"[1]}b");

        Assert.Equal("🎈b", Assert.IsType<SessionEvent.Delta>(Assert.Single(_buffer.Take())).Text);
    }

    [Fact]
    public void Half_WithoutItsOther_IsReplaced()
    {
        _buffer.Add($"{"🎈"[1]}b");

        Assert.Equal("\ufffdb", Assert.IsType<SessionEvent.Delta>(Assert.Single(_buffer.Take())).Text);
    }
}
