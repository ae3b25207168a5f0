using System.Text;
using ChatMemory.Load.Answers;
using ChatMemory.Load.Figures;

namespace ChatMemory.Load.Users;

/// <summary>One message and what comes back. All times count from when it was due, not from when it could be sent.</summary>
internal sealed class Attempt(AnswerScript script, TimeSpan due, RunClock clock, Recorder recorder, Throughput throughput)
{
    private readonly StringBuilder _received = new();
    private TimeSpan? _lastText;
    private TimeSpan _longestGap;

    public void Receive(string text)
    {
        var now = clock.Now;
        _received.Append(text);
        throughput.Tokens(now, text.AsSpan().Count(' '));
        if (_lastText is { } last)
        {
            _longestGap = now - last > _longestGap ? now - last : _longestGap;
            recorder.FurtherText(now - last);
        }
        else
        {
            recorder.FirstText(now - due);
        }

        _lastText = now;
    }

    /// <summary>It is over.</summary>
    /// <param name="error">What went wrong; null when the server says that the exchange completed.</param>
    public void End(string? error)
    {
        if ((error ?? AnswerCheck.FaultOf(script, _received.ToString())) is { } fault)
        {
            recorder.Failed(fault);
            return;
        }

        var now = clock.Now;
        throughput.Completed(now);
        recorder.Completed(now - due, _longestGap);
    }

    public void GiveUp(string kind) => recorder.GivenUp(kind, clock.Now - due, beforeFirstText: _lastText is null);
}
