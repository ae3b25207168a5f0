using System.CommandLine;
using ChatMemory.Load.Targets;

namespace ChatMemory.Load.Commands;

/// <summary>The command line.</summary>
internal static class LoadCommands
{
    public static RootCommand Root(ITargetSource source) => new($"Simulates many people who chat at once, {source.Description}, and reports what they saw.")
    {
        RunCommand.Create(source),
        ModelCommand.Create(),
    };
}
