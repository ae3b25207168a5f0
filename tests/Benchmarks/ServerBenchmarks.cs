using ChatMemory.Benchmarks.Chats;
using ChatMemory.Benchmarks.Locomo;
using ChatMemory.Benchmarks.Processes;
using ChatMemory.Benchmarks.Reports;
using ChatMemory.Benchmarks.Residence;
using ChatMemory.Benchmarks.Storage;

namespace ChatMemory.Benchmarks;

/// <summary>The benchmarks that measure the server as a process, and what it stands on. Each writes a table to standard output.</summary>
internal static class ServerBenchmarks
{
    public const string Usage = """
            ttft [ONE EACH]          added time to first token, 1 chat of ONE exchanges and 50 chats of EACH, beside the model itself
            relay [TOKENS]           streamed tokens a second, answers of TOKENS tokens, beside nginx
            appends [SECONDS]        durable appends a second by 1, 50 and 200 writers, beside a plain file
            memory-growth [COUNT]    bytes written for the 100th and the COUNTth memory, beside a plain table
            idle [SESSIONS]          resident memory with idle sessions
            load [COUNT]             how long a user's memory takes to load, beside reading the same rows
            locomo-api FOLDER [MISSES [SEED]]   LoCoMo-form conversations told and asked through the API, beside plain BM25; MISSES gets every miss
            all                      the first five, as docs/benchmarks.md has them
        """;

    private static readonly string Misses = Path.Combine(Path.GetTempPath(), "locomo-api-misses.md");

    /// <summary>Runs a command to its exit code; null when it is none of these.</summary>
    public static async Task<int?> RunAsync(string[] args) => args switch
    {
        ["ttft"] => await WriteAsync(new FirstToken(100, 20).RunAsync),
        ["ttft", var one, var each] => await WriteAsync(new FirstToken(int.Parse(one), int.Parse(each)).RunAsync),
        ["relay"] => await WriteAsync(new Relay(50_000).RunAsync),
        ["relay", var tokens] => await WriteAsync(new Relay(int.Parse(tokens)).RunAsync),
        ["appends"] => await WriteAsync(new Appends(TimeSpan.FromSeconds(10)).RunAsync),
        ["appends", var seconds] => await WriteAsync(new Appends(TimeSpan.FromSeconds(int.Parse(seconds))).RunAsync),
        ["memory-growth"] => await WriteAsync(new MemoryGrowth(10_000).RunAsync),
        ["memory-growth", var count] => await WriteAsync(new MemoryGrowth(int.Parse(count)).RunAsync),
        ["idle"] => await WriteAsync(new IdleSessions(10_000).RunAsync),
        ["idle", var sessions] => await WriteAsync(new IdleSessions(int.Parse(sessions)).RunAsync),
        ["locomo-api", var folder] => await WriteAsync(new ApiLocomo(folder, Misses, 1).RunAsync),
        ["locomo-api", var folder, var misses] => await WriteAsync(new ApiLocomo(folder, misses, 1).RunAsync),
        ["locomo-api", var folder, var misses, var seed] => await WriteAsync(new ApiLocomo(folder, misses, int.Parse(seed)).RunAsync),
        ["load"] => await WriteAsync(new LoadTime([1_000, 10_000]).RunAsync),
        ["load", var count] => await WriteAsync(new LoadTime([int.Parse(count)]).RunAsync),
        ["all"] => await AllAsync(),
        [StandIn.Command] => await StandIn.ServeAsync(),
        _ => null,
    };

    private static async Task<int> AllAsync()
    {
        Machine.Write(Console.Out);
        foreach (var command in new[] { "ttft", "relay", "appends", "memory-growth", "idle" })
        {
            await Console.Error.WriteLineAsync($"{command} …");
            await RunAsync([command]);
        }

        return 0;
    }

    private static async Task<int> WriteAsync(Func<Task<Report>> run)
    {
        if (Machine.Configuration != "Release")
            await Console.Error.WriteLineAsync("This is no Release build: its figures mean nothing.");
        (await run()).Write(Console.Out);
        return 0;
    }
}
