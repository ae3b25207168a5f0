namespace ChatMemory.Recall.Times;

/// <summary>A unit of relative times.</summary>
internal enum TimeUnit
{
    Day = 1,
    Week,
    Month,
    Year,
}
