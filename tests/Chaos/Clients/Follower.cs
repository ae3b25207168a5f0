using ChatMemory.Chaos.History;

namespace ChatMemory.Chaos.Clients;

/// <summary>One reader of one exchange, who goes on after the last event seen however often the connection breaks.</summary>
/// <param name="door">How it reaches the cluster.</param>
/// <param name="user">Whose exchange.</param>
/// <param name="session">In which session.</param>
/// <param name="history">Where it writes down what it sees.</param>
/// <param name="random">Decides when it hangs up by itself.</param>
internal sealed class Follower(Door door, string user, string session, Recorder history, Random random)
{
    private const double HangsUp = 0.01;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly int _number = history.NewFollower();
    private long _last;

    /// <summary>Whether the exchange's end was seen.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Follows an exchange to its end.</summary>
    public async Task FollowAsync(string exchange, DateTimeOffset until)
    {
        while (!HasEnded)
        {
            if (DateTimeOffset.UtcNow > until)
            {
                history.Add(new Entry.Stuck($"following {exchange}"));
                return;
            }

            try
            {
                using var request = Door.Get($"/api/users/{user}/sessions/{session}/exchanges/{exchange}/events");
                request.Headers.Add("Last-Event-ID", $"{_last}");
                using var response = await door.SendAsync("follow", request, Door.Silence);
                if (response is not null)
                    await ReadAsync(response);
            }
            catch (Exception failure) when (Connections.IsBroken(failure))
            {
                door.MoveOn();
            }

            if (!HasEnded)
                await Task.Delay(Pause);
        }
    }

    /// <summary>Reads a stream until it ends or breaks, or the follower has had enough.</summary>
    public async Task ReadAsync(HttpResponseMessage response)
    {
        await foreach (var (type, one) in EventReader.ReadAsync(response))
        {
            history.Add(new Entry.EventSeen(_number, one.Exchange, one.Number, type)
            {
                Text = one.Text,
                Status = one.Status,
                Lost = one is { From: { } from, To: { } to } ? (from, to) : null,
            });
            _last = one.Number;
            HasEnded |= type == "exchange.ended";
            if (HasEnded || random.NextDouble() < HangsUp)
                return;
        }
    }
}
