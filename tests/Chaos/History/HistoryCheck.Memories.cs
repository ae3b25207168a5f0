namespace ChatMemory.Chaos.History;

/// <content>Memories, given and learned.</content>
internal sealed partial class HistoryCheck
{
    private const string Given = "api";
    private const string Episode = "episode";
    private const string User = "user";

    private void Memories()
    {
        var stored = _state.Memories.DistinctBy(it => it.Id).ToDictionary(it => it.Id, StringComparer.Ordinal);
        foreach (var added in All<Entry.MemoryAdded>())
            Demand(stored.GetValueOrDefault(added.Memory) is { } memory && memory.Text == added.Text && memory.User == added.User, Rule.NothingIsLost, $"memory {added.Memory}");
        foreach (var key in All<Entry.MemoryAdded>().GroupBy(it => it.Key, it => it.Memory, StringComparer.Ordinal))
            Demand(key.Distinct(StringComparer.Ordinal).Count() == 1, Rule.KeysHold, $"key {key.Key}");
        foreach (var looked in All<Entry.MemoryLookedFor>())
            Demand(looked.Found, Rule.WritesAreSeen, $"memory {looked.Memory}");

        // Every statement is given once, so that it is found once.
        foreach (var twice in _state.Memories.Where(it => it.Source == Given).GroupBy(it => (it.User, it.Text)).Where(it => it.Count() > 1))
            Demand(holds: false, Rule.NothingIsDoubled, $"memory '{twice.Key.Text}'");
    }

    private void Lessons()
    {
        var lessons = _state.Memories.Where(it => it.Exchange is not null).ToLookup(it => it.Exchange!, StringComparer.Ordinal);
        foreach (var taught in lessons)
        {
            var status = _exchanges.GetValueOrDefault(taught.Key)?.Status ?? "gone";
            Demand(status == Completed, Rule.OnlyCompletedTeach, $"exchange {taught.Key} is {status}");
            Demand(taught.GroupBy(it => (it.Source, it.Role, it.Text)).All(same => same.Count() == 1), Rule.NothingIsDoubled, $"lessons of exchange {taught.Key}");
        }

        foreach (var accepted in All<Entry.ExchangeAccepted>().Where(it => it.Learns).DistinctBy(it => it.Exchange))
        {
            if (_exchanges.GetValueOrDefault(accepted.Exchange)?.Status != Completed)
                continue;
            var own = lessons[accepted.Exchange].ToList();
            Demand(own.Any(it => it.Source == Episode && it.Role == User && it.Text == accepted.Input), Rule.CompletedTeach, $"no episode of {accepted.Exchange}");
            Demand(own.Any(it => it.Source != Episode), Rule.CompletedTeach, $"no fact of {accepted.Exchange}");
        }
    }
}
