using ChatMemory.Load.Answers;

namespace ChatMemory.Load;

public sealed class AnswerCheckTests
{
    private static readonly AnswerScript Script = new("ada-7", 12);
    private static readonly string[] Tokens = [.. Script.Tokens];

    [Fact]
    public void WholeAnswer_HasNoFault() => Assert.Null(FaultOf(Tokens));

    [Fact]
    public void EveryMissingToken_IsFound()
    {
        for (var place = 0; place < Tokens.Length; place++)
            Assert.Equal(AnswerCheck.Missing, FaultOf([.. Tokens[..place], .. Tokens[(place + 1)..]]));
        Assert.Equal(AnswerCheck.Missing, FaultOf([]));
    }

    [Fact]
    public void EveryDoubledToken_IsFound()
    {
        for (var place = 0; place < Tokens.Length; place++)
            Assert.Equal(AnswerCheck.Doubled, FaultOf([.. Tokens[..(place + 1)], .. Tokens[place..]]));
    }

    [Fact]
    public void SwappedTokens_AreFound() => Assert.Equal(AnswerCheck.Reordered, FaultOf([Tokens[1], Tokens[0], .. Tokens[2..]]));

    [Fact]
    public void TokenOfAnotherAnswer_IsFound() => Assert.Equal(AnswerCheck.Foreign, FaultOf([.. Tokens[..^1], " ada-8.11"]));

    [Fact]
    public void TokenBeyondTheEnd_IsFound() => Assert.Equal(AnswerCheck.Foreign, FaultOf([.. Tokens, " ada-7.12"]));

    [Fact]
    public void Message_SaysWhichAnswerItAsksFor()
    {
        Assert.Equal(Script, AnswerScript.AskedFor(Script.Message("What about [bob-1/3] tea?")));
        Assert.Null(AnswerScript.AskedFor("{\"messages\":[{\"text\":\"[ada-7/12] tea\"}]}"));
        Assert.Null(AnswerScript.AskedFor(""));
    }

    private static string? FaultOf(params string[] received) => AnswerCheck.FaultOf(Script, string.Concat(received));
}
