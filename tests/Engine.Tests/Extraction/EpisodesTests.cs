using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Models.Offline;
using ChatMemory.Sessions;

namespace ChatMemory.Extraction;

public sealed class EpisodesTests
{
    private static readonly SessionKey Key = new(new(TenantId.Parse("t"), UserId.Parse("u")), Extracting.Session);

    [Fact]
    public void EveryTurnOfUserAndAssistant_IsKeptWordForWord()
    {
        var pending = Extracting.Exchange(
            new ChatItem.Message(ChatRole.System, "Be kind."), Extracting.User("Hi, I'm Sam."), Extracting.User("  "), Extracting.Assistant("Hello Sam!"));
        var episodes = Episodes.Of(Key, pending.Exchange, new() { Scope = new(Agent: "helper") });

        Assert.Equal(["Hi, I'm Sam.", "Hello Sam!"], episodes.Select(episode => episode.Text));
        Assert.Equal([Authority.Stated, Authority.Inferred], episodes.Select(episode => episode.Authority));
        Assert.Equal([1, 3], episodes.Select(episode => episode.Provenance.Item));
        Assert.All(episodes, episode => Assert.Equal(MemoryKind.Episode, episode.Kind));
        Assert.All(episodes, episode => Assert.Equal("helper", episode.Scope.Agent));
        Assert.All(episodes, episode => Assert.Equal(episode.Text, pending.Quote(episode)));
    }

    [Fact]
    public void AnswerOfTheOfflineResponder_WhichOnlyRepeatsMemory_IsNotKept()
    {
        var pending = Extracting.Exchange(Extracting.User("Hi, I'm Sam."), Extracting.Assistant("I remember nothing about that."));
        var episodes = Episodes.Of(Key, pending.Exchange with { Model = OfflineChatClient.Model }, new());

        Assert.Equal(["Hi, I'm Sam."], episodes.Select(episode => episode.Text));
    }

    [Fact]
    public void LongTurn_IsKeptInPiecesThatLoseNothing()
    {
        var text = string.Join(' ', Enumerable.Range(0, 6_000).Select(number => $"{number}\ud83d\ude00"));
        var pending = Extracting.Exchange(Extracting.User(text));
        var episodes = Episodes.Of(Key, pending.Exchange, new());

        Assert.All(episodes, episode => Assert.InRange(episode.Text.Length, 1, Memory.MaxTextLength));
        Assert.All(episodes, episode => Assert.Equal(episode.Text, pending.Quote(episode)));
        Assert.Equal(text, string.Join(' ', episodes.Select(episode => episode.Text)));
    }

    [Fact]
    public void ToolResult_IsKeptWithItsCall()
    {
        var pending = Extracting.Exchange(
            Extracting.User("Weather?"), Extracting.Assistant("One moment."), new ChatItem.ToolCall("c1", "weather", "{\"city\":\"Oslo\"}"),
            new ChatItem.ToolResult("c1", "12 °C"));
        var result = Assert.Single(Episodes.Of(Key, pending.Exchange, new()), episode => episode.Kind is MemoryKind.ToolResult);

        Assert.Equal("weather({\"city\":\"Oslo\"}) returned: 12 °C", result.Text);
        Assert.Equal(3, result.Provenance.Item);
    }
}
