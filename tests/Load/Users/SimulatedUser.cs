using ChatMemory.Load.Answers;
using ChatMemory.Load.Figures;
using ChatMemory.Load.Targets;

namespace ChatMemory.Load.Users;

/// <summary>
/// A person with one conversation at a time, who writes by a timetable. When an answer is not there yet as the next message falls
/// due, that message waits, and its wait counts.
/// </summary>
internal sealed class SimulatedUser(int number, LoadPlan plan, IChatTarget target, RunClock clock, Throughput throughput, Func<TimeSpan, Recorder> recorderAt)
{
    public const string TimedOut = "timeout";
    public const string Unfinished = "unfinished at the end";
    public const string NeverSent = "never sent: the answer before it did not end";

    private readonly Random _random = new((plan.Seed * 31) + number);
    private readonly string _name = $"{plan.Name}-{number}";

    // Told apart from the choice of texts, so that when people write does not depend on what.
    private readonly Timetable _timetable = new(new(plan.Seed + (7_919 * number)), plan.MeanThought, plan.ShortestThought);

    public async Task ChatAsync(CancellationToken giveUp)
    {
        var talk = new SmallTalk(_random);
        var free = TimeSpan.Zero;
        foreach (var (turn, due) in _timetable.Until(plan.End).Index())
        {
            if (!await IsDueAsync(due, giveUp))
                return;
            var recorder = recorderAt(due);
            recorder.Due();
            if (giveUp.IsCancellationRequested)
            {
                recorder.GivenUp(NeverSent, clock.Now - due, beforeFirstText: true);
                continue;
            }

            recorder.Sent(clock.Now - (due > free ? due : free));
            await ExchangeAsync(turn, due, talk.Next(), recorder, giveUp);
            free = clock.Now;
        }
    }

    private async Task<bool> IsDueAsync(TimeSpan due, CancellationToken giveUp)
    {
        try
        {
            await clock.UntilAsync(due, giveUp);
        }
        catch (OperationCanceledException)
        {
            // The run ends before this message.
        }

        return clock.Now >= due;
    }

    private async Task ExchangeAsync(int turn, TimeSpan due, string text, Recorder recorder, CancellationToken giveUp)
    {
        var script = new AnswerScript($"{_name}-{turn}", Math.Max(1, _random.Next(plan.Tokens / 2, (plan.Tokens * 3 / 2) + 1)));
        var attempt = new Attempt(script, due, clock, recorder, throughput);
        using var timeout = new CancellationTokenSource(plan.Timeout, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, giveUp);
        try
        {
            var message = new UserMessage(_name, $"{_name}-{turn / plan.Turns}", script.Message(text));
            attempt.End(await target.SendAsync(message, attempt.Receive, either.Token));
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            attempt.GiveUp(giveUp.IsCancellationRequested ? Unfinished : TimedOut);
        }
    }
}
