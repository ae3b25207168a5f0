using System.Net;
using ChatMemory.Api.Support;
using ChatMemory.Support.StandIn;

namespace ChatMemory.Api.Chat;

/// <summary>A request that waits for an answer that takes longer than requests may wait.</summary>
public sealed class LongChatTests
{
    [Fact]
    public async Task Chat_WithoutStreaming_ThatTakesTooLong_AnswersAcceptedWithWhatThereIs()
    {
        await using var model = await StandInModel.StartAsync();
        await using var server = await ApiServer.StartAsync(model, ["--ChatMemory:Api:MaxWait=00:00:00.200"]);
        model.Then(ModelReply.Saying("one ", "two").StallingAfter(1));

        var answer = await server.Http.PostAsync("/api/chat", new { user = "u", input = "Hello", stream = false }).JsonAsync(HttpStatusCode.Accepted);

        Assert.Equal("started", answer.GetProperty("exchange").GetProperty("status").GetString());
    }
}
