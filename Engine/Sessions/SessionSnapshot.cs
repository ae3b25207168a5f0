using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatMemory.Sessions;

/// <summary>A session's state as it is stored to bound replay.</summary>
internal sealed record SessionSnapshot(
    long UserEpoch,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    IReadOnlyList<SessionSnapshot.Entry> Exchanges,
    IReadOnlyList<LostNumbers> Lost,
    IReadOnlyDictionary<string, JsonElement>? Properties = null)
{
    /// <summary>Names the form; a snapshot of another form is ignored.</summary>
    public const string Format = "session/1";

    /// <summary>One exchange with what a caller does not see of it.</summary>
    internal sealed record Entry(Exchange Exchange)
    {
        public bool AwaitsResults { get; init; }

        public DateTimeOffset? Deadline { get; init; }

        public DateTimeOffset? RetryAt { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool OwnContext { get; init; }

        public ModelRequest? Model { get; init; }

        public MemoryUse? Memory { get; init; }

        public string? Key { get; init; }

        public string? Fingerprint { get; init; }

        public string? Trace { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool EndsAtCalls { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public int SaidBefore { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool IsRemoved { get; init; }
    }
}

/// <summary>Numbers that a crash left unused: some may have been shown for events that were lost.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
/// <param name="N">The exchange that the crash cut.</param>
internal sealed record LostNumbers(long From, long To, int N);
