using ChatMemory.Api.OpenAI;

namespace ChatMemory.Api.Wires;

/// <summary>All wires have one memory: every wire finds what any other wrote, and what one deletes is gone from all.</summary>
public sealed class WirePairTests : IClassFixture<WireServer>
{
    private const string Statement = "I love pistachio ice cream.";
    private const string Question = "Which ice cream do I love?";
    private const string Answer = "pistachio";

    private static readonly string[] MemoryWires = ["Native", "Mem0", "Mcp"];
    private static readonly string[] AllWires = [.. MemoryWires, "NativeChat", "ChatCompletion", "Response", "Realtime"];

    private readonly Dictionary<string, Wire> _wires;

    public WirePairTests(WireServer server) => _wires = new()
    {
        ["Native"] = new NativeWire(server),
        ["Mem0"] = new Mem0Wire(server),
        ["Mcp"] = new McpWire(server),
        ["NativeChat"] = new NativeChatWire(server),
        ["ChatCompletion"] = new ChatCompletionWire(server),
        ["Response"] = new ResponseWire(server),
        ["Realtime"] = new RealtimeWire(server),
    };

    public static MatrixTheoryData<string, string> WritersAndReaders => new(AllWires, AllWires);

    public static MatrixTheoryData<string, string> WritersAndForgetters => new(AllWires, MemoryWires);

    public static MatrixTheoryData<string, string> PairsById => new(MemoryWires, MemoryWires);

    [Theory]
    [MemberData(nameof(WritersAndReaders))]
    public async Task What_OneWireWrites_AnotherFinds(string writer, string reader)
    {
        var user = $"{writer} → {reader}";
        Assert.DoesNotContain(Answer, await _wires[reader].FindAsync(user, Question), StringComparison.Ordinal);

        await _wires[writer].WriteAsync(user, Statement);

        Assert.Contains(Answer, await _wires[reader].FindAsync(user, Question), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PairsById))]
    public async Task AMemory_DeletedThroughOneWire_IsGoneFromAll(string writer, string forgetter)
    {
        var user = $"{forgetter} forgets one of {writer}";
        var forgetting = (MemoryWire)_wires[forgetter];
        await _wires[writer].WriteAsync(user, Statement);

        await forgetting.ForgetAsync(user, Assert.Single(await ((MemoryWire)_wires[writer]).ListAsync(user)));

        await NobodyFindsItAsync(user);
    }

    [Theory]
    [MemberData(nameof(WritersAndForgetters))]
    public async Task Everything_DeletedThroughOneWire_IsGoneFromAll(string writer, string forgetter)
    {
        var user = $"{forgetter} forgets all of {writer}";
        await _wires[writer].WriteAsync(user, Statement);
        Assert.Contains(Answer, await _wires[forgetter].FindAsync(user, Question), StringComparison.Ordinal);

        await ((MemoryWire)_wires[forgetter]).ForgetAllAsync(user);

        await NobodyFindsItAsync(user);
    }

    private async Task NobodyFindsItAsync(string user)
    {
        foreach (var (name, reader) in _wires)
            Assert.False((await reader.FindAsync(user, Question)).Contains(Answer, StringComparison.Ordinal), $"{name} still finds it.");
    }
}
