namespace ChatMemory.Memories;

/// <summary>The bounds of filters.</summary>
internal static class FilterRules
{
    public const int MaxNodes = 100;
    public const int MaxDepth = 8;
    public const int MaxValues = 1_000;

    public static void Check(MemoryFilter? filter, string at, FieldErrors errors)
    {
        if (filter is null)
            return;
        var nodes = 0;
        Visit(filter, at, depth: 1, ref nodes, errors);
        errors.Require(nodes <= MaxNodes, at, $"must have at most {MaxNodes} parts");
    }

    private static void Visit(MemoryFilter filter, string at, int depth, ref int nodes, FieldErrors errors)
    {
        errors.Require(depth <= MaxDepth, at, $"must be at most {MaxDepth} deep");
        if (++nodes > MaxNodes || depth > MaxDepth)
            return;
        switch (filter)
        {
            case MemoryFilter.All all:
                Visit(all.Of, at, depth, ref nodes, errors);
                break;
            case MemoryFilter.Any any:
                Visit(any.Of, at, depth, ref nodes, errors);
                break;
            case MemoryFilter.Not not:
                Visit(not.Of, at + ".of", depth + 1, ref nodes, errors);
                break;
            default:
                Leaf(filter, at, errors);
                break;
        }
    }

    private static void Visit(IReadOnlyList<MemoryFilter> parts, string at, int depth, ref int nodes, FieldErrors errors)
    {
        for (var i = 0; i < parts.Count && nodes <= MaxNodes; i++)
            Visit(parts[i], $"{at}.of[{i}]", depth + 1, ref nodes, errors);
    }

    private static void Leaf(MemoryFilter filter, string at, FieldErrors errors)
    {
        switch (filter)
        {
            case MemoryFilter.HasId ids:
                errors.Count(ids.Ids.Count, 0, MaxValues, at + ".ids");
                break;
            case MemoryFilter.HasKind kinds:
                errors.Count(kinds.Kinds.Count, 0, MaxValues, at + ".kinds");
                break;
            case MemoryFilter.HasScope scope:
                errors.Count(scope.Values?.Count ?? 0, 0, MaxValues, at + ".values");
                break;
            case MemoryFilter.HasCategory category:
                errors.Count(category.Names.Count, 0, MaxValues, at + ".names");
                break;
            case MemoryFilter.HasCategoryWith part:
                errors.Text(part.Text, MemoryRules.MaxName, at + ".text");
                break;
            case MemoryFilter.HasTime time:
                errors.Require(time.Comparison != Comparison.Contains, at + ".comparison", "a time contains nothing");
                break;
            case MemoryFilter.HasMetadata tag:
                errors.Text(tag.Key, MemoryRules.MaxName, at + ".key");
                break;
            case MemoryFilter.HasText text:
                errors.Text(text.Text, Memory.MaxTextLength, at + ".text");
                break;
        }
    }
}
