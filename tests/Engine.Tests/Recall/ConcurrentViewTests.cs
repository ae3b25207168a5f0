using static ChatMemory.Recall.RecallSubject;

namespace ChatMemory.Recall;

public sealed class ConcurrentViewTests
{
    // One writer removes and adds while readers ask views: an answer holds only what was there when its view was taken.
    [Fact]
    public async Task Search_WhileTheIndexChanges_AnswersFromItsView()
    {
        const int memories = 3_000;
        var index = IndexOf(Enumerable.Range(1, 200).Select(number => Fact(number, $"Apple {number}")));
        RecallView view = index.View();
        var (first, last) = (1, 200);
        var bounds = new Bounds(view, first, last);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                {
                    var seen = Volatile.Read(ref bounds);
                    var found = seen.View.Ask("Which apple?", 1_000).Ids().ToHashSet();
                    Assert.Equal(Enumerable.Range(seen.First, seen.Last - seen.First + 1).Select(Id).ToHashSet(), found);
                }
            },
            TestContext.Current.CancellationToken)).ToList();

        while (last < memories)
        {
            index.Put(Fact(++last, $"Apple {last}"));
            index.SetVector(Id(last), 1, VectorOf($"Apple {last}").Span);
            index.Remove(Id(first++));
            if (last % 5 == 0)
                Volatile.Write(ref bounds, new(index.View(), first, last));
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
    }

    private sealed record Bounds(RecallView View, int First, int Last);
}
