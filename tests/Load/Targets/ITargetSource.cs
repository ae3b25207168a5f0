using System.CommandLine;

namespace ChatMemory.Load.Targets;

/// <summary>A way to reach servers, with the options that it has on the command line.</summary>
internal interface ITargetSource
{
    /// <summary>What it is, for people.</summary>
    string Description { get; }

    IReadOnlyList<Option> Options { get; }

    Task<IChatTarget> OpenAsync(ParseResult arguments, CancellationToken cancellationToken);
}
