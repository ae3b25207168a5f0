using ChatMemory.Sessions;

namespace ChatMemory.Api.Problems;

/// <summary>The problems of an exchange that was not begun.</summary>
internal static class StartProblems
{
    public static IResult Of(StartOutcome outcome) => outcome switch
    {
        StartOutcome.Busy busy => Problem.Conflict(
            "busy", "Another exchange of this session runs. Wait for it, cancel it, or send \"when_busy\": \"queue\".", [new("exchange", busy.Running)]),
        StartOutcome.KeyReused reused => Problem.Conflict(
            "idempotency_key_reused", "The idempotency key began an exchange with another input.", [new("exchange", reused.Exchange)]),
        // The engine's own way of refusing by a limit, so that the answer carries Retry-After like any other.
        StartOutcome.QueueFull => throw new OverloadedException(CallerLimits.SessionQueue, TimeSpan.FromSeconds(1)),
        _ => throw new InvalidOperationException("A start was neither accepted nor refused."),
    };
}
