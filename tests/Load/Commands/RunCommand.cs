using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ChatMemory.Load.Reports;
using ChatMemory.Load.Targets;

namespace ChatMemory.Load.Commands;

/// <summary><c>run</c>: one run for each rate, and a report of all.</summary>
internal sealed class RunCommand
{
    private static readonly LoadPlan Default = new();
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Option<int> _users = Number("--users", "How many people chat.", Default.Users);
    private readonly Option<double[]> _rates = new("--rate")
    {
        Description = "Messages a second of all people together. Several are run one after the other.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [Default.Rate],
    };

    private readonly Option<double> _duration = Seconds("--duration", "How many seconds are measured.", Default.Duration);
    private readonly Option<double> _warmUp = Seconds("--warm-up", "How many seconds go before and are not measured.", Default.WarmUp);
    private readonly Option<double> _thought = Seconds("--shortest-thought", "The fewest seconds between two messages of a person; on average there are users / rate.", Default.ShortestThought);
    private readonly Option<int> _turns = Number("--turns", "How many exchanges a conversation has.", Default.Turns);
    private readonly Option<int> _tokens = Number("--tokens", "How many tokens an answer has on average.", Default.Tokens);
    private readonly Option<double> _timeout = Seconds("--timeout", "After how many seconds an exchange is given up.", Default.Timeout);
    private readonly Option<double> _drain = Seconds("--drain", "How many seconds exchanges may still run at the end.", Default.Drain);
    private readonly Option<int> _seed = Number("--seed", "What every random choice follows from.", Default.Seed);
    private readonly Option<string> _name = new("--name")
    {
        Description = "Begins the names of all simulated people; lower case letters and digits. Default: a new one, so that no run meets the memories of another.",
        DefaultValueFactory = _ => "load" + TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
    };

    private readonly Option<FileInfo?> _json = new("--json") { Description = "Writes the figures to this file, too." };

    public static Command Create(ITargetSource source)
    {
        var run = new RunCommand();
        var command = new Command("run", "Simulates people. Ends with 1 when an exchange failed or came otherwise than the model sent it.");
        foreach (var option in source.Options)
            command.Options.Add(option);
        foreach (var option in new Option[] { run._users, run._rates, run._duration, run._warmUp, run._thought, run._turns, run._tokens, run._timeout, run._drain, run._seed, run._name, run._json })
            command.Options.Add(option);
        command.SetAction((arguments, cancellationToken) => run.RunAsync(source, arguments, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ITargetSource source, ParseResult arguments, CancellationToken cancellationToken)
    {
        var plans = Plans(arguments).ToList();
        if (plans.SelectMany(plan => plan.Problems()).Distinct().ToList() is { Count: > 0 } problems)
        {
            problems.ForEach(Console.Error.WriteLine);
            return 1;
        }

        await using var target = await source.OpenAsync(arguments, cancellationToken);
        var report = new List<RateReport>();
        foreach (var plan in plans)
        {
            var run = new LoadRun(plan, target, TimeProvider.System);
            var running = run.RunAsync(cancellationToken);
            await Progress.ShowAsync(run, running);
            report.Add(new(plan, await running));
            if (cancellationToken.IsCancellationRequested)
                break;
        }

        ReportText.Write(Console.Out, report);
        if (arguments.GetValue(_json) is { } file)
            await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(report, Indented), CancellationToken.None);
        return report.Exists(one => one.Figures.Failed > 0) ? 1 : 0;
    }

    private IEnumerable<LoadPlan> Plans(ParseResult arguments) =>
        arguments.GetRequiredValue(_rates).Index().Select(rate => new LoadPlan
        {
            Users = arguments.GetValue(_users),
            Rate = rate.Item,
            Duration = TimeSpan.FromSeconds(arguments.GetValue(_duration)),
            WarmUp = TimeSpan.FromSeconds(arguments.GetValue(_warmUp)),
            ShortestThought = TimeSpan.FromSeconds(arguments.GetValue(_thought)),
            Turns = arguments.GetValue(_turns),
            Tokens = arguments.GetValue(_tokens),
            Timeout = TimeSpan.FromSeconds(arguments.GetValue(_timeout)),
            Drain = TimeSpan.FromSeconds(arguments.GetValue(_drain)),
            Seed = arguments.GetValue(_seed),
            Name = $"{arguments.GetRequiredValue(_name)}r{rate.Index}",
        });

    private static Option<int> Number(string name, string description, int usual) => new(name) { Description = description, DefaultValueFactory = _ => usual };

    private static Option<double> Seconds(string name, string description, TimeSpan usual) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual.TotalSeconds };
}
