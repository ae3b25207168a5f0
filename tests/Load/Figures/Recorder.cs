namespace ChatMemory.Load.Figures;

/// <summary>Counts what happens to all people's messages.</summary>
internal sealed class Recorder
{
    private readonly Lock _gate = new();
    private readonly Histogram _firstToken = new();
    private readonly Histogram _gap = new();
    private readonly Histogram _pause = new();
    private readonly Histogram _whole = new();
    private readonly Histogram _lag = new();
    private readonly Dictionary<string, long> _errors = new(StringComparer.Ordinal);
    private long _due;
    private long _ended;
    private long _completed;

    /// <summary>A message is due.</summary>
    public void Due()
    {
        lock (_gate)
            _due++;
    }

    /// <summary>A message was sent so much later than it could have been.</summary>
    public void Sent(TimeSpan lag)
    {
        lock (_gate)
            _lag.Add(lag);
    }

    /// <summary>The first text of an answer, so long after its message was due.</summary>
    public void FirstText(TimeSpan after)
    {
        lock (_gate)
            _firstToken.Add(after);
    }

    /// <summary>Further text, so long after the text before it.</summary>
    public void FurtherText(TimeSpan after)
    {
        lock (_gate)
            _gap.Add(after);
    }

    public void Completed(TimeSpan whole, TimeSpan longestGap)
    {
        lock (_gate)
        {
            _ended++;
            _completed++;
            _whole.Add(whole);
            _pause.Add(longestGap);
        }
    }

    /// <summary>The server said no, or the answer is not the right one. It has no part in the times: a quick refusal is not speed.</summary>
    public void Failed(string kind)
    {
        lock (_gate)
            Count(kind);
    }

    /// <summary>Nobody waits for it any more. It has taken at least so long, and leaving it out would make a stalled server look quick.</summary>
    public void GivenUp(string kind, TimeSpan after, bool beforeFirstText)
    {
        lock (_gate)
        {
            Count(kind);
            _whole.Add(after);
            if (beforeFirstText)
                _firstToken.Add(after);
        }
    }

    public RunFigures Figures((double Completed, double Tokens) perSecond)
    {
        lock (_gate)
        {
            return new(
                _due,
                _due - _ended,
                _completed,
                perSecond.Completed,
                perSecond.Tokens,
                Percentiles.Of(_firstToken),
                Percentiles.Of(_gap),
                Percentiles.Of(_pause),
                Percentiles.Of(_whole),
                Percentiles.Of(_lag),
                _errors.OrderByDescending(pair => pair.Value).ToDictionary(StringComparer.Ordinal));
        }
    }

    private void Count(string kind)
    {
        _ended++;
        _errors[kind] = _errors.GetValueOrDefault(kind) + 1;
    }
}
