using System.Text;
using System.Text.Json;
using ChatMemory.Keys;

namespace ChatMemory.Sessions;

public sealed class SessionJsonTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly ExchangeId Id = ExchangeId.Parse("01890000-0000-7000-8000-000000000001");

    /// <summary>The frozen form of each record, as journals out there have it.</summary>
    public static TheoryData<string, string> Records { get; } = Frozen();

    [Theory]
    [MemberData(nameof(Records))]
    public void Record_WrittenByAnEarlierVersion_ReadsAndWritesTheSame(string name, string json)
    {
        var record = SessionJson.DecodeEvent(Encoding.UTF8.GetBytes(json));

        Assert.Equal(name, record.GetType().Name);
        Assert.Equal(json, Encoding.UTF8.GetString(SessionJson.Encode(record)));
    }

    [Fact]
    public void Records_AreAllFrozen() => Assert.Equal(
        typeof(SessionEvent).GetNestedTypes(System.Reflection.BindingFlags.NonPublic).Where(it => !it.IsAbstract).Select(it => it.Name).Order(),
        Records.Select(row => row.Data.Item1).Distinct().Order());

    [Fact]
    public void Delta_IsLittleMoreThanItsText() =>
        Assert.Equal("""{"t":"d","n":12,"x":"Grüße"}""", Encoding.UTF8.GetString(SessionJson.Encode(new SessionEvent.Delta(12, "Grüße"))));

    [Fact]
    public void Accepted_WithEverythingACallerCanSay_ReadsBackTheSame()
    {
        SessionEvent record = new SessionEvent.Accepted(Id, [new ChatItem.Message(ChatRole.User, "Hi", "Ada")], At, Queued: true)
        {
            Deadline = At,
            Model = new()
            {
                Tools = [new("t", "d", JsonElement.Parse("""{"type":"object"}"""))],
                Extra = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["SeedValue"] = JsonElement.Parse("3") },
            },
            Memory = new() { Filter = new ChatMemory.Memories.MemoryFilter.HasText("x"), Scope = new("agent") },
        };

        var bytes = SessionJson.Encode(record);

        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(SessionJson.Encode(SessionJson.DecodeEvent(bytes))));
        Assert.Contains("SeedValue", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    private static TheoryData<string, string> Frozen()
    {
        var data = new TheoryData<string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Sessions", "records.v1.jsonl")))
        {
            var split = line.IndexOf(' ');
            data.Add(line[..split], line[(split + 1)..]);
        }

        return data;
    }
}
