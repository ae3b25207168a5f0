using System.Globalization;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Streaming;
using ChatMemory.Models;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>What can be done with a response that is stored: retrieve, follow, cancel, delete, list its input.</summary>
internal sealed class StoredResponses(SessionFinder sessions, ModelsInUse models, StreamGate gate)
{
    public async Task<IResult> GetAsync(HttpContext context, Caller caller, string id)
    {
        var (session, exchange) = await sessions.ResponseAsync(caller, id, context.RequestAborted);
        var view = ResponseView.Of(session.Epoch!.Value, exchange, models.Chat);
        if (context.Request.Query["stream"].ToString() is not ("true" or "1"))
            return ResponseJson.Answer(view);
        var events = new ResponseEvents(view, StartingAfter(context.Request.Query));
        return new EventStream<ChatEvent>(
            session.Chat.FollowAsync(new(exchange.FirstEvent - 1, exchange.Id), context.RequestAborted), events.Write, gate.Enter(session.Key.Owner), ResponseStreamForm.Instance);
    }

    public async Task<IResult> CancelAsync(HttpContext context, Caller caller, string id)
    {
        var (session, exchange) = await sessions.ResponseAsync(caller, id, context.RequestAborted);
        await session.Chat.CancelAsync(exchange.Id, context.RequestAborted);
        return await session.Chat.FindExchangeAsync(exchange.Id, context.RequestAborted) is { } cancelled
            ? ResponseJson.Answer(ResponseView.Of(session.Epoch!.Value, cancelled, models.Chat))
            : throw SessionFinder.NotFound("response");
    }

    public async Task<IResult> DeleteAsync(HttpContext context, Caller caller, string id)
    {
        var (session, exchange) = await sessions.ResponseAsync(caller, id, context.RequestAborted);
        await session.Chat.CancelAsync(exchange.Id, context.RequestAborted);
        await session.Chat.RemoveAsync(new(exchange.Id), context.RequestAborted);
        // A session that only held responses goes with the last of them.
        if (await session.Chat.StatusAsync(context.RequestAborted) is { Exchanges: 0, Properties: null })
            await session.Chat.DeleteAsync(context.RequestAborted);
        return Deleted.Answer(id, "response");
    }

    public async Task<IResult> InputItemsAsync(HttpContext context, Caller caller, string id)
    {
        var page = ItemPage.Of(context.Request.Query);
        var (session, exchange) = await sessions.ResponseAsync(caller, id, context.RequestAborted);
        var items = ConversationItems.Inputs(session.Epoch!.Value, exchange);
        var ordered = page.OldestFirst ? items : items.Reverse();
        return page.Answer([.. page.After is { } after ? ordered.SkipWhile(item => item.Id != after).Skip(1) : ordered]);
    }

    private static long StartingAfter(IQueryCollection query) => query["starting_after"].ToString() switch
    {
        "" => -1,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new OpenAIRequestException(OpenAIError.Invalid("starting_after must be a sequence_number.", "starting_after", "invalid_value")),
    };
}
