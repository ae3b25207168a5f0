using ChatMemory.Api.Problems;
using ChatMemory.Api.Routing;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Api.Sessions;

/// <summary>Takes in exchanges one after the other. Those before a refused one stay; idempotency keys make a repeated request safe.</summary>
internal static class RecordExchanges
{
    public static Task<IResult> HandleAsync(
        Owner owner, SessionId session, RecordRequest request, IChatMemoryHost host, CancellationToken cancellationToken) =>
        RecordAsync(host.Session(owner.Session(session)), session, request.Exchanges, cancellationToken);

    private static async Task<IResult> RecordAsync(
        IChatSession chat, SessionId session, IReadOnlyList<RecordedExchange> exchanges, CancellationToken cancellationToken)
    {
        var results = new List<RecordResult>(exchanges.Count);
        foreach (var exchange in exchanges)
        {
            var outcome = await chat.RecordAsync(exchange.ToCommand(), cancellationToken);
            if (outcome is not StartOutcome.Accepted accepted)
                return StartProblems.Of(outcome);
            results.Add(new(accepted.Exchange, accepted.Duplicate));
        }

        return TypedResults.Ok(new RecordResponse(session, results));
    }
}
