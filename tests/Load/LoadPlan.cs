namespace ChatMemory.Load;

/// <summary>What a run does.</summary>
internal sealed record LoadPlan
{
    private const int MaxTokens = 50_000;
    private const int MaxName = 40;

    /// <summary>How many people are simulated; each has one conversation at a time.</summary>
    public int Users { get; init; } = 100;

    /// <summary>How many messages a second all of them send together.</summary>
    public double Rate { get; init; } = 10;

    /// <summary>How long messages fall due after the warm-up: what is measured.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long before that they fall due without being measured.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The shortest time between two messages of a person.</summary>
    public TimeSpan ShortestThought { get; init; }

    /// <summary>How many exchanges a conversation has before a person begins another.</summary>
    public int Turns { get; init; } = 10;

    /// <summary>How many tokens an answer has on average; each has half to one and a half times as many.</summary>
    public int Tokens { get; init; } = 60;

    /// <summary>After how long an exchange is given up.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long exchanges may still run after the last message fell due.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What every random choice follows from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Begins the names of all people of this run, so that no two runs share memories.</summary>
    public string Name { get; init; } = "load";

    /// <summary>When the last message may fall due, from the start.</summary>
    public TimeSpan End => WarmUp + Duration;

    /// <summary>The mean time between two messages of a person.</summary>
    public TimeSpan MeanThought => TimeSpan.FromSeconds(Users / Rate);

    /// <summary>What cannot be meant.</summary>
    public IEnumerable<string> Problems()
    {
        if (Users < 1 || Turns < 1 || Tokens < 1 || Tokens > MaxTokens)
            yield return $"--users and --turns must be at least 1, --tokens 1 to {MaxTokens}.";
        if (!(Rate > 0) || Duration <= TimeSpan.Zero || Timeout <= TimeSpan.Zero || WarmUp < TimeSpan.Zero || Drain < TimeSpan.Zero)
            yield return "--rate, --duration and --timeout must be more than 0, --warm-up and --drain not less.";
        else if (ShortestThought < TimeSpan.Zero || ShortestThought >= MeanThought)
            yield return $"--shortest-thought must be less than the {MeanThought.TotalSeconds:0.###} s that users / rate make on average.";
        if (Name.Length > MaxName || !Name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character)))
            yield return $"--name must be lower case letters and digits, at most {MaxName - 3}.";
    }
}
