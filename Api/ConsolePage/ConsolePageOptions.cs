namespace ChatMemory.Api.ConsolePage;

/// <summary>The page at <c>/</c> where people see chat and memory work. Section <c>ChatMemory:Console</c>.</summary>
public sealed record ConsolePageOptions
{
    /// <summary>The section these are bound from.</summary>
    public const string Section = "ChatMemory:Console";

    /// <summary>Whether the page is served. Default: only while the server listens on loopback alone.</summary>
    public bool? Enabled { get; init; }
}
