namespace ChatMemory.Chaos.History;

/// <content>Exchanges and who followed them.</content>
internal sealed partial class HistoryCheck
{
    private void Exchanges()
    {
        foreach (var accepted in All<Entry.ExchangeAccepted>())
        {
            var stored = _exchanges.GetValueOrDefault(accepted.Exchange);
            Demand(stored?.Input == accepted.Input && stored.Session == accepted.Session, Rule.NothingIsLost, $"exchange {accepted.Exchange}");
            if (stored is not null)
                Demand(Answered(accepted, stored), Rule.AnswersAreWhole, $"exchange {stored.Id}: '{stored.Answer}' instead of '{accepted.Answer}'");
        }

        foreach (var key in All<Entry.ExchangeAccepted>().GroupBy(it => it.Key, it => it.Exchange, StringComparer.Ordinal))
            Demand(key.Distinct(StringComparer.Ordinal).Count() == 1, Rule.KeysHold, $"key {key.Key}");

        // Every input is given once, so that it is found once.
        foreach (var twice in _state.Exchanges.GroupBy(it => (it.User, it.Input)).Where(it => it.Count() > 1))
            Demand(holds: false, Rule.NothingIsDoubled, $"input '{twice.Key.Input}'");
        foreach (var exchange in _state.Exchanges)
        {
            Demand(Ended.Contains(exchange.Status, StringComparer.Ordinal), Rule.EverythingSettles, $"exchange {exchange.Id} is {exchange.Status}");
            Demand(exchange.Extraction is "none" or "settled", Rule.EverythingSettles, $"the extraction of {exchange.Id} is {exchange.Extraction}");
        }
    }

    private void Followers()
    {
        foreach (var follower in All<Entry.EventSeen>().GroupBy(it => it.Follower))
        {
            var seen = follower.ToList();
            var exchange = seen[0].Exchange;
            if (!_exchanges.TryGetValue(exchange, out var stored))
                continue;
            Demand(Grows(seen), Rule.FollowersSawAPrefix, $"follower {follower.Key} of {exchange} got events out of order");
            var text = TextOf(seen);
            Demand(stored.Answer.StartsWith(text, StringComparison.Ordinal), Rule.FollowersSawAPrefix, $"follower {follower.Key} of {exchange} saw '{text}' of '{stored.Answer}'");
            if (seen.LastOrDefault(it => it.Status is not null) is { } end)
                Demand(Agrees(end, text, stored), Rule.EndsAgree, $"follower {follower.Key} of {exchange} was told {end.Status}, it is {stored.Status}");
        }
    }

    private void Cuts()
    {
        foreach (var accepted in All<Entry.ExchangeAccepted>().DistinctBy(it => it.Exchange))
        {
            if (_exchanges.TryGetValue(accepted.Exchange, out var stored))
                Demand(stored.Status == Completed, Rule.NothingIsCut, $"exchange {stored.Id} is {stored.Status}");
        }
    }

    // What is not complete is cut, not otherwise wrong.
    private static bool Answered(Entry.ExchangeAccepted accepted, StoredExchange stored) => stored.Status == Completed
        ? stored.Answer == accepted.Answer
        : accepted.Answer.StartsWith(stored.Answer, StringComparison.Ordinal);

    private static bool Grows(List<Entry.EventSeen> seen)
    {
        for (var i = 1; i < seen.Count; i++)
        {
            // After a loss the numbers of the lost ones may be given again.
            if (seen[i].Number <= seen[i - 1].Number && seen[i].Lost is null && seen[i - 1].Lost is null)
                return false;
        }

        return true;
    }

    // What was announced as lost does not count as shown.
    private static string TextOf(List<Entry.EventSeen> seen)
    {
        var deltas = new List<Entry.EventSeen>();
        foreach (var one in seen)
        {
            if (one.Lost is { } lost)
                deltas.RemoveAll(delta => delta.Number >= lost.From && delta.Number <= lost.To);
            else if (one.Text is not null)
                deltas.Add(one);
        }

        return string.Concat(deltas.Select(delta => delta.Text));
    }

    private static bool Agrees(Entry.EventSeen end, string text, StoredExchange stored) =>
        end.Status == stored.Status && (end.Status != Completed || stored.Answer == text);
}
