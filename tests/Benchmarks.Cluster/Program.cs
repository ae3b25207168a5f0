using ChatMemory.Benchmarks.Cluster;
using ChatMemory.Benchmarks.Reports;

string[] all = ["tokens", "nodes", "idle"];
var (commands, sessions) = args switch
{
    ["all"] => (all, 5_000),
    ["idle", var count] => (["idle"], int.Parse(count)),
    _ => (args, 5_000),
};
if (commands.Length == 0 || commands.Except(all).Any())
{
    Console.Error.WriteLine("""
        tokens            how long a token takes through one process, a node, and a gateway with a silo; and how many pass a second
        nodes             exchanges a second on 1, 2 and 3 nodes, beside the one-process server
        idle [SESSIONS]   resident memory of idle sessions and users in a node
        all               these
    Needs PostgreSQL's programs.
    """);
    return 1;
}

if (Machine.Configuration != "Release")
    await Console.Error.WriteLineAsync("This is no Release build: its figures mean nothing.");
Machine.Write(Console.Out);
foreach (var command in commands)
{
    await Console.Error.WriteLineAsync($"{command} …");
    var report = command switch
    {
        "tokens" => await new Tokens().RunAsync(),
        "nodes" => await new Exchanges().RunAsync(),
        _ => await IdleNode.RunAsync(sessions),
    };
    report.Write(Console.Out);
}

return 0;
