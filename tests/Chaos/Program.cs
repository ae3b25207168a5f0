using ChatMemory.Chaos;
using Xunit.Runner.InProc.SystemConsole;

// A run by hand is asked for by its options; everything else is the test runner's.
return args.Any(ChaosCommand.IsOption)
    ? await ChaosCommand.RunAsync(args)
    : await ConsoleRunner.Run(args);
