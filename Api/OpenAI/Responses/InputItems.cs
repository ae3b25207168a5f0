using ChatMemory.Api.Credentials;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>Puts stored items into an input that refers to them.</summary>
internal sealed class InputItems(SessionFinder sessions)
{
    private const int MostExchanges = 200;

    /// <summary>The input's items. Those that the session tells anyway are left out.</summary>
    /// <param name="caller">Whose items may be meant.</param>
    /// <param name="input">The input.</param>
    /// <param name="told">The epoch of the session that the input continues.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OpenAIRequestException">There is no such item.</exception>
    public async Task<IReadOnlyList<ChatItem>> ResolveAsync(
        Caller caller, IReadOnlyList<InputItem> input, long? told, CancellationToken cancellationToken)
    {
        var items = new List<ChatItem>(input.Count);
        var exchanges = new Dictionary<(long, ExchangeId), Exchange?>();
        foreach (var (index, item) in input.Index())
        {
            if (item.Said is { } said)
                items.Add(said);
            else if (ItemId.Parse(item.Reference) is not { } id)
                throw SessionFinder.NotFound("item", $"input[{index}].id");
            else if (id.Epoch != told)
                items.Add(await FindAsync(caller, id, exchanges, cancellationToken) ?? throw SessionFinder.NotFound("item", $"input[{index}].id"));
        }

        return items.Count > 0 ? items : throw new OpenAIRequestException(OpenAIError.Invalid("input says nothing new.", "input", "invalid_value"));
    }

    private async Task<ChatItem?> FindAsync(
        Caller caller, ItemId id, Dictionary<(long, ExchangeId), Exchange?> exchanges, CancellationToken cancellationToken)
    {
        if (!exchanges.TryGetValue((id.Epoch, id.Exchange), out var exchange))
        {
            if (exchanges.Count == MostExchanges)
                throw new OpenAIRequestException(OpenAIError.Invalid($"input refers to items of more than {MostExchanges} responses.", "input", "invalid_value"));
            exchange = await sessions.FindAsync(caller, id.Epoch, cancellationToken) is { } session
                ? await session.Chat.FindExchangeAsync(id.Exchange, cancellationToken)
                : null;
            exchanges.Add((id.Epoch, id.Exchange), exchange);
        }

        return exchange is null ? null : ConversationItems.Find(exchange, id);
    }
}
