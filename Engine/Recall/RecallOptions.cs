namespace ChatMemory.Recall;

/// <summary>Settings of recall: <c>ChatMemory:Recall</c>.</summary>
public sealed record RecallOptions
{
    /// <summary>How long recall may take when a query does not say. Default 150 milliseconds.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMilliseconds(150);
}
