using ChatMemory.Benchmarks;
using ChatMemory.Benchmarks.Locomo;
using ChatMemory.Benchmarks.Speed;

return args switch
{
    ["recall"] => RecallSpeed.Run([1_000, 10_000, 100_000]),
    ["recall", var count] => RecallSpeed.Run([int.Parse(count)]),
    ["locomo", var folder] => LocomoBenchmark.Run(folder, Path.Combine(Path.GetTempPath(), "locomo-misses.md")),
    ["locomo", var folder, var report] => LocomoBenchmark.Run(folder, report),
    ["mixed", var folder] => MixedBenchmark.Run(folder),
    ["learn", var folder, var seed] => LearnCommand.Run(folder, int.Parse(seed), ablate: false),
    ["learn", var folder, var seed, "ablate"] => LearnCommand.Run(folder, int.Parse(seed), ablate: true),
    _ => await ServerBenchmarks.RunAsync(args) ?? Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        recall [COUNT]           how long recall takes over 1,000, 10,000 and 100,000 memories, beside a plain scan
        locomo FOLDER [REPORT]   how much evidence recall finds in LoCoMo-form conversations, beside plain BM25; REPORT gets every miss
        mixed FOLDER             how facts rank beside the turns they come from
        learn FOLDER SEED [ablate]   fits the weights of ranking, measured on held-out conversations; ablate leaves out each signal in turn
        """);
    Console.Error.WriteLine(ServerBenchmarks.Usage);
    return 1;
}
