using ChatMemory.Load.Users;

namespace ChatMemory.Load;

public sealed class TimetableTests
{
    private static readonly TimeSpan Mean = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void Messages_FallDueAtTheSetRate_AndNeverSoonerThanTheShortestThought(int shortestSeconds)
    {
        var shortest = TimeSpan.FromSeconds(shortestSeconds);

        var due = new Timetable(new(1), Mean, shortest).Until(TimeSpan.FromHours(30)).ToList();

        Assert.InRange(due.Count, 10_800 * 0.97, 10_800 * 1.03);
        Assert.All(due.Zip(due.Skip(1)), pair => Assert.True(pair.Second - pair.First >= shortest));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void Rate_IsTheSetOneFromTheBeginning(int shortestSeconds)
    {
        var people = Enumerable.Range(0, 20_000).Select(seed => new Timetable(new(seed), Mean, TimeSpan.FromSeconds(shortestSeconds)));

        var due = people.SelectMany(person => person.Until(Mean * 3)).ToList();

        for (var second = 0; second < 30; second += 5)
            Assert.InRange(due.Count(at => at >= TimeSpan.FromSeconds(second) && at < TimeSpan.FromSeconds(second + 5)), 9_500, 10_500);
    }

    [Fact]
    public void Timetable_FollowsFromItsSeed() =>
        Assert.Equal(new Timetable(new(5), Mean, TimeSpan.Zero).Until(TimeSpan.FromHours(1)), new Timetable(new(5), Mean, TimeSpan.Zero).Until(TimeSpan.FromHours(1)));
}
