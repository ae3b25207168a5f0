using ChatMemory.Models;

namespace ChatMemory.Sessions;

/// <summary>Chooses which earlier exchanges a model is given: the newest ones that fit a token budget.</summary>
internal static class ContextWindow
{
    /// <summary>The exchanges that fit, oldest first, each with the items that a model can be given.</summary>
    /// <remarks>
    /// Exchanges are taken whole. Only when not even the newest fits are its newest items taken. A tool call and its result are
    /// one piece in either case, and a call that was never answered is left out.
    /// </remarks>
    /// <param name="newestFirst">The ended exchanges.</param>
    /// <param name="budget">The most tokens, by <see cref="TokenEstimate"/>.</param>
    public static IReadOnlyList<WindowedExchange> Take(IEnumerable<Exchange> newestFirst, int budget)
    {
        var taken = new List<WindowedExchange>();
        foreach (var exchange in newestFirst.Where(IsWorthTelling))
        {
            var pieces = PiecesOf(exchange);
            var tokens = pieces.Sum(piece => piece.Tokens);
            if (tokens > budget)
            {
                if (taken.Count == 0)
                    taken.Add(new(exchange.Id, NewestOf(pieces, budget)));
                break;
            }

            budget -= tokens;
            taken.Add(new(exchange.Id, [.. pieces.SelectMany(piece => piece.Items)]));
        }

        taken.RemoveAll(exchange => exchange.Items.Count == 0);
        taken.Reverse();
        return taken;
    }

    /// <summary>How many tokens an item takes in a prompt.</summary>
    public static int TokensOf(ChatItem item) => TokenEstimate.PerMessage + item switch
    {
        ChatItem.Message message => TokenEstimate.Of(message.Text) + TokenEstimate.Of(message.Name),
        ChatItem.ToolCall call => TokenEstimate.Of(call.Tool) + TokenEstimate.Of(call.Arguments),
        ChatItem.ToolResult result => TokenEstimate.Of(result.Output),
        _ => 0,
    };

    // A question without any answer would have the model answer it again.
    private static bool IsWorthTelling(Exchange exchange) =>
        exchange.Status == ExchangeStatus.Completed || exchange.Output.OfType<ChatItem.Message>().Any();

    // Calls made together and their results stand together; every other item stands alone.
    private static List<Piece> PiecesOf(Exchange exchange)
    {
        ChatItem[] items = [.. exchange.Input.Concat(exchange.Output).Where(item => !Removal.IsBlank(item))];
        var pieces = new List<Piece>();
        var called = new HashSet<string>(StringComparer.Ordinal);
        var open = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Length; i++)
        {
            var item = items[i];
            if (item is ChatItem.ToolCall lone && !IsAnswered(lone, items.AsSpan(i + 1)))
                continue;
            if (item is ChatItem.ToolResult stray && !called.Contains(stray.CallId))
                continue;

            if (open.Count > 0)
                pieces[^1] = pieces[^1].With(item);
            else
                pieces.Add(new([item], TokensOf(item)));

            if (item is ChatItem.ToolCall call && called.Add(call.CallId))
                open.Add(call.CallId);
            else if (item is ChatItem.ToolResult result)
                open.Remove(result.CallId);
        }

        return pieces;
    }

    private static bool IsAnswered(ChatItem.ToolCall call, ReadOnlySpan<ChatItem> later)
    {
        foreach (var item in later)
        {
            if (item is ChatItem.ToolResult result && result.CallId == call.CallId)
                return true;
        }

        return false;
    }

    private static List<ChatItem> NewestOf(List<Piece> pieces, int budget)
    {
        var from = pieces.Count;
        while (from > 0 && pieces[from - 1].Tokens <= budget)
            budget -= pieces[--from].Tokens;
        return [.. pieces.Skip(from).SelectMany(piece => piece.Items)];
    }

    private sealed record Piece(IReadOnlyList<ChatItem> Items, int Tokens)
    {
        public Piece With(ChatItem item) => new([.. Items, item], Tokens + TokensOf(item));
    }
}

/// <summary>What a prompt tells of an earlier exchange.</summary>
/// <param name="Id">The exchange.</param>
/// <param name="Items">In order.</param>
internal sealed record WindowedExchange(Keys.ExchangeId Id, IReadOnlyList<ChatItem> Items);
