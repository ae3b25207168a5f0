using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall;
using ChatMemory.Telemetry;

namespace ChatMemory.Sessions;

/// <summary>Recalls what an exchange's model is given, within a time budget; never fails and never keeps an answer waiting longer.</summary>
internal sealed class RecallStep(SessionServices services, UserKey owner)
{
    private const int LongestQuery = 8_000;

    /// <summary>Waits for this session's own turns, then recalls.</summary>
    /// <param name="input">What the user says.</param>
    /// <param name="use">What the caller asks of memory.</param>
    /// <param name="learning">The turns of this session that are on their way into memory; false when some did not arrive.</param>
    /// <param name="isBehind">Whether facts of this session's exchanges are still to be extracted.</param>
    public async Task<Recalled> RunAsync(IReadOnlyList<ChatItem> input, MemoryUse use, Task<bool> learning, bool isBehind)
    {
        if (!use.Recall || QueryOf(input) is not { } text)
            return Recalled.Nothing(RecallStatus.Off, 0);

        using var activity = EngineTelemetry.Source.StartActivity("recall");
        var recalled = await FindAsync(text, use, learning, isBehind);
        SessionMetrics.Recalled(recalled.Status, recalled.Milliseconds);
        activity?.SetTag("chat_memory.status", recalled.Status.ToString().ToLowerInvariant());
        activity?.SetTag("chat_memory.memories", recalled.Memories.Count);
        return recalled;
    }

    private async Task<Recalled> FindAsync(string text, MemoryUse use, Task<bool> learning, bool isBehind)
    {
        var time = services.Time;
        var started = time.GetTimestamp();
        var budget = services.Options.RecallBudget;
        try
        {
            isBehind |= !await learning.WaitAsync(budget, time);
            var left = budget - time.GetElapsedTime(started);
            var found = await services.Host.User(owner).RecallAsync(QueryFor(text, use, left)).WaitAsync(left, time);
            var status = found.Partial || isBehind ? RecallStatus.Partial : RecallStatus.Complete;
            return new(status, found.Memories, time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception failure) when (failure is TimeoutException or ArgumentOutOfRangeException)
        {
            return Recalled.Nothing(RecallStatus.Late, time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception failure)
        {
            SessionLog.RecallFailed(services.Log, failure);
            return Recalled.Nothing(RecallStatus.Failed, time.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    private RecallQuery QueryFor(string text, MemoryUse use, TimeSpan budget) => new()
    {
        Text = text,
        Limit = use.Limit ?? services.Options.RecallLimit,
        MaxTokens = use.MaxTokens ?? services.Options.RecallTokens,
        Filter = use.Filter,
        Budget = budget,
    };

    private static string? QueryOf(IReadOnlyList<ChatItem> input)
    {
        var text = input.OfType<ChatItem.Message>().LastOrDefault(message => message.Role == ChatRole.User)?.Text;
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.Length <= LongestQuery)
            return text;
        return text[..(char.IsHighSurrogate(text[LongestQuery - 1]) ? LongestQuery - 1 : LongestQuery)];
    }
}

/// <summary>What recall found for an exchange.</summary>
internal sealed record Recalled(RecallStatus Status, IReadOnlyList<RecalledMemory> Memories, double Milliseconds)
{
    public RecallNote Note => new(
        Status,
        [.. Memories.Select(it => new RecalledRef(it.Memory.Id, it.Memory.Version, it.Score, ReasonsOf(it)))],
        Memories.Sum(it => MemoryBlock.TokensOf(it.Memory)),
        Milliseconds);

    public static Recalled Nothing(RecallStatus status, double milliseconds) => new(status, [], milliseconds);

    /// <summary>Without what the caller tells the model anyway, word for word.</summary>
    public Recalled Without(IReadOnlyList<ChatItem> told) =>
        this with { Memories = [.. Memories.Where(it => !told.Any(item => Tells(item, it.Memory)))] };

    private static RecallReasons ReasonsOf(RecalledMemory found) => new(
        Figure(found.Why.Semantic), Figure(found.Why.Lexical), Figure(found.Why.Context), found.Why.Time, found.Why.Speaker, found.Memory.Pinned ? true : null);

    // Three digits tell people enough, and every exchange keeps them.
    private static float? Figure(float? part) => part is { } value && value != 0 ? MathF.Round(value, 3) : null;

    private static bool Tells(ChatItem item, Memory memory) => (item, memory.Kind) switch
    {
        (ChatItem.Message said, MemoryKind.Episode) => said.Text.Contains(memory.Text, StringComparison.Ordinal),
        // A result is remembered under a heading that names its call.
        (ChatItem.ToolResult result, MemoryKind.ToolResult) => memory.Text.EndsWith($" returned: {result.Output}", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Without what the model is told anyway: the turns of exchanges that its context holds.</summary>
    public Recalled Without(SessionId session, IReadOnlyList<WindowedExchange> told)
    {
        var ids = told.Select(exchange => exchange.Id).ToHashSet();
        return this with
        {
            Memories =
            [
                .. Memories.Where(it => it.Memory is not { Kind: MemoryKind.Episode, Provenance.Exchange: { } exchange }
                    || it.Memory.Provenance.Session != session || !ids.Contains(exchange)),
            ],
        };
    }
}
