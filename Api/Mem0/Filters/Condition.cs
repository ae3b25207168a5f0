using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Filters;

/// <summary>
/// What a request asks of memories. Mem0 keeps a memory's user among its fields; here users have a memory each, so what is asked of the
/// user decides whose memories are looked through, and the rest is a filter of each.
/// </summary>
internal abstract record Condition
{
    private static readonly MemoryFilter Everything = new MemoryFilter.All([]);
    private static readonly MemoryFilter Nothing = new MemoryFilter.Any([]);

    private Condition()
    {
    }

    /// <summary>Every one of the conditions holds.</summary>
    public sealed record All(params IReadOnlyList<Condition> Of) : Condition;

    /// <summary>At least one of the conditions holds.</summary>
    public sealed record Any(IReadOnlyList<Condition> Of) : Condition;

    /// <summary>The condition does not hold.</summary>
    public sealed record Not(Condition Of) : Condition;

    /// <summary>The memory's user is one of these; null means: it has a user at all.</summary>
    public sealed record OfUser(IReadOnlyList<string>? Names) : Condition;

    /// <summary>Anything else.</summary>
    public sealed record Field(MemoryFilter Filter) : Condition;

    /// <summary>The only users that can meet it; null when it does not say.</summary>
    public IReadOnlySet<string>? Users() => this switch
    {
        OfUser { Names: { } names } => names.ToHashSet(StringComparer.Ordinal),
        All all => all.Of.Select(part => part.Users()).OfType<IReadOnlySet<string>>().Aggregate((IReadOnlySet<string>?)null, Both),
        Any any when any.Of.Select(part => part.Users()).ToList() is var parts && !parts.Contains(null) =>
            parts.SelectMany(names => names!).ToHashSet(StringComparer.Ordinal),
        _ => null,
    };

    /// <summary>Whether it names a user, agent, app or run, instead of leaving all open.</summary>
    public bool NamesAnEntity() => this switch
    {
        OfUser user => user.Names is not null,
        Field { Filter: MemoryFilter.HasScope scope } => scope.Values is not null,
        All all => all.Of.Any(part => part.NamesAnEntity()),
        Any any => any.Of.Count > 0 && any.Of.All(part => part.NamesAnEntity()),
        _ => false,
    };

    /// <summary>What it asks of the memories of one user.</summary>
    /// <param name="user">The user; null for the memories that name none.</param>
    /// <returns>Null when none of them can meet it.</returns>
    public MemoryFilter? For(string? user) => Reduced(user) is var filter && filter == Nothing ? null : filter;

    private static IReadOnlySet<string> Both(IReadOnlySet<string>? left, IReadOnlySet<string> right) =>
        left is null ? right : left.Intersect(right, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);

    private MemoryFilter Reduced(string? user) => this switch
    {
        OfUser { Names: var names } => user is not null && names?.Contains(user, StringComparer.Ordinal) != false ? Everything : Nothing,
        Field field => field.Filter,
        Not not => not.Of.Reduced(user) is var inner && inner == Everything ? Nothing : inner == Nothing ? Everything : new MemoryFilter.Not(inner),
        All all => Joined(all.Of.Select(part => part.Reduced(user)), Everything, Nothing, parts => new MemoryFilter.All(parts)),
        Any any => Joined(any.Of.Select(part => part.Reduced(user)), Nothing, Everything, parts => new MemoryFilter.Any(parts)),
        _ => throw new InvalidOperationException("A condition of a kind that is not known."),
    };

    private static MemoryFilter Joined(
        IEnumerable<MemoryFilter> parts, MemoryFilter neutral, MemoryFilter decisive, Func<IReadOnlyList<MemoryFilter>, MemoryFilter> join)
    {
        var left = parts.Where(part => part != neutral).ToList();
        return left.Contains(decisive) ? decisive : left.Count switch
        {
            0 => neutral,
            1 => left[0],
            _ => join(left),
        };
    }
}
