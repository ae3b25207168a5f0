using System.Threading.Channels;
using ChatMemory.Support;

namespace ChatMemory.Extraction.Pool;

/// <summary>Owned time that tells when an alarm is set: a timer that was made without a due time and got one.</summary>
internal sealed class SignallingTime : TimeProvider
{
    private readonly ManualTime _time = new();
    private readonly Channel<TimeSpan> _alarms = Channel.CreateUnbounded<TimeSpan>();

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _time.CreateTimer(callback, state, dueTime, period);
        return dueTime == Timeout.InfiniteTimeSpan ? new Alarm(timer, _alarms.Writer) : timer;
    }

    public void Advance(TimeSpan by) => _time.Advance(by);

    public async Task AlarmSetAsync() => await _alarms.Reader.ReadAsync(TestContext.Current.CancellationToken);

    private sealed class Alarm(ITimer timer, ChannelWriter<TimeSpan> alarms) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            if (dueTime != Timeout.InfiniteTimeSpan)
                alarms.TryWrite(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
