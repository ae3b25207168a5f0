using ChatMemory.Benchmarks.Locomo;

return args switch
{
    ["locomo", var folder] => LocomoBenchmark.Run(folder),
    ["learn", var folder, var seed] => LearnCommand.Run(folder, int.Parse(seed), ablate: false),
    ["learn", var folder, var seed, "ablate"] => LearnCommand.Run(folder, int.Parse(seed), ablate: true),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: Benchmarks locomo FOLDER");
    return 1;
}
