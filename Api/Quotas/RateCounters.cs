using System.Runtime.InteropServices;

namespace ChatMemory.Api.Quotas;

/// <summary>
/// Counts requests by the generic cell rate algorithm (ITU-T I.371): one point in time for each key says how much is used up, and a
/// key whose point has passed need not be kept. As many requests as the limit may come at once; then they come at its pace.
/// </summary>
/// <param name="whose">What the keys are.</param>
/// <param name="perMinute">The limit.</param>
/// <param name="setting">The name of the limit.</param>
/// <param name="maxKeys">How many keys may be in use at once.</param>
/// <param name="time">The clock.</param>
internal sealed class RateCounters<TKey>(string whose, int perMinute, string setting, int maxKeys, TimeProvider time)
    where TKey : struct
{
    private const int FewestToSweep = 1_024;

    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, long> _usedUntil = [];
    private readonly long _window = 60 * time.TimestampFrequency;
    private readonly long _interval = Math.Max(1, 60 * time.TimestampFrequency / perMinute);
    private int _sweepAt = Math.Min(FewestToSweep, maxKeys);
    private long _sweepAfter;

    /// <summary>How many keys are kept.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _usedUntil.Count;
        }
    }

    /// <summary>Counts one request, or says when the next may come.</summary>
    /// <exception cref="OverloadedException">Too many keys are in use.</exception>
    public QuotaLevel Take(TKey key)
    {
        var now = time.GetTimestamp();
        lock (_gate)
        {
            if (_usedUntil.Count >= _sweepAt && !_usedUntil.ContainsKey(key))
                MakeRoom(now);
            ref var usedUntil = ref CollectionsMarshal.GetValueRefOrAddDefault(_usedUntil, key, out _);
            var begun = Math.Max(usedUntil, now);
            var wait = begun + _interval - _window - now;
            if (wait <= 0)
                begun = usedUntil = begun + _interval;
            return new(whose, perMinute, (int)((_window - (begun - now)) / _interval), Span(begun - now), wait > 0 ? Span(wait) : null);
        }
    }

    // What has passed is as if it had never been. It is looked for when as many keys came again, and when there are too many once a second.
    private void MakeRoom(long now)
    {
        if (now >= _sweepAfter)
        {
            _sweepAfter = now + time.TimestampFrequency;
            foreach (var (key, usedUntil) in _usedUntil)
            {
                if (usedUntil <= now)
                    _usedUntil.Remove(key);
            }

            _sweepAt = Math.Min(Math.Max(FewestToSweep, 2 * _usedUntil.Count), maxKeys);
        }

        if (_usedUntil.Count >= maxKeys)
            throw new OverloadedException(setting, TimeSpan.FromSeconds(1));
    }

    private TimeSpan Span(long timestamps) => TimeSpan.FromSeconds((double)timestamps / time.TimestampFrequency);
}
