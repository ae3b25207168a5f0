using System.Text.Json;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.OpenAI.Responses;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Conversations;

/// <summary>The items of a conversation: list, add, find, delete.</summary>
internal sealed class StoredItems(SessionFinder sessions, InputItems inputs)
{
    private const int MostAtOnce = 20;
    private const int ExchangesAtOnce = 50;

    /// <summary>The items that a body gives.</summary>
    /// <exception cref="OpenAIRequestException">They cannot be understood.</exception>
    public static IReadOnlyList<InputItem> Read(JsonElement body, bool isRequired)
    {
        if (body.Member("items", JsonValueKind.Array) is not { } items || (!isRequired && items.GetArrayLength() == 0))
            return isRequired ? throw Wrong("items is required.", "missing_required_parameter") : [];
        return items.GetArrayLength() <= MostAtOnce
            ? InputReader.Read(items, "items")
            : throw Wrong($"At most {MostAtOnce} items can be added at once.", "invalid_value");
    }

    public Task<IReadOnlyList<ChatItem>> ResolveAsync(Caller caller, IReadOnlyList<InputItem> items, CancellationToken cancellationToken) =>
        inputs.ResolveAsync(caller, items, told: null, cancellationToken);

    /// <summary>Takes items in; null when the session is gone.</summary>
    public static async Task<Exchange?> AddAsync(FoundSession session, IReadOnlyList<ChatItem> items) =>
        await session.Chat.RecordAsync(new() { Items = items, Epoch = session.Epoch, Memory = Anonymous.MemoryOf(session.Key.Owner) }) is StartOutcome.Accepted added
            ? await session.Chat.FindExchangeAsync(added.Exchange)
            : null;

    public async Task<IResult> CreateAsync(HttpContext context, Caller caller, string conversation)
    {
        var read = Read(await RequestBody.ReadAsync(context.Request.Body, context.RequestAborted), isRequired: true);
        var session = await sessions.ConversationAsync(caller, conversation, context.RequestAborted);
        var added = await AddAsync(session with { Epoch = session.Epoch ?? 0 }, await ResolveAsync(caller, read, context.RequestAborted)) ?? throw SessionFinder.NotFound("conversation");
        return new ItemPage(MostAtOnce, After: null, OldestFirst: true).Answer([.. ConversationItems.All(session.Epoch!.Value, added)]);
    }

    public async Task<IResult> ListAsync(HttpContext context, Caller caller, string conversation)
    {
        var page = ItemPage.Of(context.Request.Query);
        var session = await sessions.ConversationAsync(caller, conversation, context.RequestAborted);
        var items = new List<ConversationItem>();
        await foreach (var item in ItemsAsync(session, page, context.RequestAborted))
        {
            items.Add(item);
            if (items.Count > page.Limit)
                break;
        }

        return page.Answer(items);
    }

    public async Task<IResult> GetAsync(HttpContext context, Caller caller, string conversation, string item)
    {
        var (session, exchange, id) = await FindAsync(caller, conversation, item, context.RequestAborted);
        var found = ConversationItems.All(session.Epoch!.Value, exchange).FirstOrDefault(it => it.Id == id) ?? throw SessionFinder.NotFound("item");
        return Json.Answer(json => ItemJson.Write(json, found.Id, found.Item, found.Status));
    }

    public async Task<IResult> DeleteAsync(HttpContext context, Caller caller, string conversation, string item)
    {
        var (session, exchange, id) = await FindAsync(caller, conversation, item, context.RequestAborted);
        return await session.Chat.RemoveAsync(new(exchange.Id, id.PlaceIn(exchange)), context.RequestAborted) switch
        {
            RemoveOutcome.Removed => await ConversationView.AnswerAsync(session, context.RequestAborted),
            RemoveOutcome.NotEnded => new OpenAIError(
                StatusCodes.Status409Conflict, "The response that the item belongs to has not ended. Cancel it first.", Code: "response_not_ended"),
            _ => throw SessionFinder.NotFound("item"),
        };
    }

    private async Task<(FoundSession Session, Exchange Exchange, ItemId Id)> FindAsync(
        Caller caller, string conversation, string item, CancellationToken cancellationToken)
    {
        var session = await sessions.ConversationAsync(caller, conversation, cancellationToken);
        return ItemId.Parse(item) is { } id && id.Epoch == session.Epoch
            && await session.Chat.FindExchangeAsync(id.Exchange, cancellationToken) is { } exchange
                ? (session, exchange, id)
                : throw SessionFinder.NotFound("item");
    }

    private static async IAsyncEnumerable<ConversationItem> ItemsAsync(
        FoundSession session, ItemPage page, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (page.After is { } after && await session.Chat.FindExchangeAsync(after.Exchange, cancellationToken) is { } begun)
        {
            foreach (var item in InOrder(session, begun, page).SkipWhile(item => item.Id != after).Skip(1))
                yield return item;
        }

        var last = page.After?.Exchange;
        while (true)
        {
            var exchanges = await PageAsync(session, page, last, cancellationToken);
            foreach (var item in exchanges.SelectMany(exchange => InOrder(session, exchange, page)))
                yield return item;
            if (exchanges.Count < ExchangesAtOnce)
                yield break;
            last = exchanges[^1].Id;
        }
    }

    private static async Task<IReadOnlyList<Exchange>> PageAsync(FoundSession session, ItemPage page, ExchangeId? last, CancellationToken cancellationToken)
    {
        if (!page.OldestFirst)
            return [.. ((await session.Chat.TranscriptAsync(new(ExchangesAtOnce, Before: last), cancellationToken))?.Exchanges ?? []).Reverse()];
        return (await session.Chat.TranscriptAsync(new(ExchangesAtOnce, After: last, FromOldest: true), cancellationToken))?.Exchanges ?? [];
    }

    private static IEnumerable<ConversationItem> InOrder(FoundSession session, Exchange exchange, ItemPage page)
    {
        var items = ConversationItems.All(session.Epoch!.Value, exchange);
        return page.OldestFirst ? items : items.Reverse();
    }

    private static OpenAIRequestException Wrong(string message, string code) => new(OpenAIError.Invalid(message, "items", code));
}
