using ChatMemory.Models;

namespace ChatMemory.Extraction.Pool;

public sealed class RetryDelaysTests
{
    private static readonly ExtractionOptions Options = new();
    private static readonly Exception Failure = new TimeoutException();

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(5, 32)]
    [InlineData(50, 300)]
    public void Delay_DoublesUpToTheMaximumWithJitterBelow(int tries, int seconds)
    {
        var delays = new RetryDelays(Options, new Random(7));
        for (var i = 0; i < 100; i++)
            Assert.InRange(delays.After(tries, Failure).TotalSeconds, seconds / 2.0, seconds);
    }

    [Fact]
    public void ModelsWishToBeLeftAlone_IsTheLeastThatIsWaited()
    {
        var busy = new ModelException(ModelErrors.Unavailable, "Busy.", isTransient: true) { RetryAfter = TimeSpan.FromSeconds(40) };
        Assert.Equal(TimeSpan.FromSeconds(40), new RetryDelays(Options, new Random(7)).After(1, busy));
    }

    [Fact]
    public void ModelsWish_IsBoundedByTheMaximum()
    {
        var away = new ModelException(ModelErrors.Unavailable, "Away.", isTransient: true) { RetryAfter = TimeSpan.FromDays(1) };
        Assert.Equal(Options.RetryMaximum, new RetryDelays(Options, new Random(7)).After(1, away));
    }
}
