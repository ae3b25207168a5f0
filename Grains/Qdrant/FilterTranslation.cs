using Qdrant.Client.Grpc;
using static Qdrant.Client.Grpc.Conditions;
using MemoryFilter = ChatMemory.Memories.MemoryFilter;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>A filter in Qdrant's words. It admits every memory that the filter means, and no other where <see cref="IsExact"/>.</summary>
/// <remarks>
/// What Qdrant cannot say exactly lies between two bounds. Which one is taken turns around with each "not": at least as wide outside, at least as
/// narrow inside.
/// </remarks>
internal sealed partial class FilterTranslation
{
    private static readonly Condition Everything = new();
    private static readonly Condition Nothing = new();

    private readonly UserScope _scope;
    private readonly Condition _result;

    private FilterTranslation(UserScope scope, MemoryFilter? filter)
    {
        (_scope, IsExact) = (scope, true);
        _result = filter is null ? Everything : Bound(filter, wide: true);
    }

    public bool IsExact { get; private set; }

    /// <summary>Whether no memory can be meant.</summary>
    public bool IsNothing => ReferenceEquals(_result, Nothing);

    public UserScope.ScopedFilter Filter => _scope.Where(
        ReferenceEquals(_result, Everything) ? new()
        : IsNothing ? new() { Must = { new Condition { HasId = new() } } }
        : _result.ConditionOneOfCase == Condition.ConditionOneOfOneofCase.Filter ? _result.Filter
        : new Filter { Must = { _result } });

    public static FilterTranslation Of(UserScope scope, MemoryFilter? filter) => new(scope, filter);

    private Condition Bound(MemoryFilter filter, bool wide) => filter switch
    {
        MemoryFilter.All all => And([.. all.Of.Select(part => Bound(part, wide))]),
        MemoryFilter.Any any => Or([.. any.Of.Select(part => Bound(part, wide))]),
        MemoryFilter.Not not => Negation(Bound(not.Of, !wide)),
        MemoryFilter.HasId { Ids.Count: 0 } => Nothing,
        MemoryFilter.HasId ids => new() { HasId = _scope.IdsOf(ids.Ids) },
        MemoryFilter.HasKind kinds => AnyOf(PointFields.Kind, [.. kinds.Kinds.Select(kind => kind.ToString())]),
        MemoryFilter.HasScope { Values: null } scope => Exists(FieldOf(scope.Field)),
        MemoryFilter.HasScope { Values: { } values } scope => AnyOf(FieldOf(scope.Field), values),
        MemoryFilter.HasCategory category => AnyOf(PointFields.Categories, [.. category.Names.Select(PointWriter.Category)]),
        MemoryFilter.HasTime time => Time(time, wide),
        MemoryFilter.HasMetadata tag => Metadata(tag, wide),
        MemoryFilter.FromExchange from => Exchange(from),
        _ => Between(Everything, Nothing, wide),
    };

    private Condition Between(Condition widest, Condition narrowest, bool wide)
    {
        IsExact = false;
        return wide ? widest : narrowest;
    }

    private static Condition Exchange(MemoryFilter.FromExchange from) => And(
    [
        MatchKeyword(PointFields.Session, from.Session.Value),
        from.Exchange is { } exchange ? MatchKeyword(PointFields.Exchange, exchange.ToString()) : Everything,
    ]);

    private static Condition AnyOf(string field, IReadOnlyList<string> values) => values.Count switch
    {
        0 => Nothing,
        1 => MatchKeyword(field, values[0]),
        _ => Match(field, values),
    };

    private static Condition Exists(string field) => Negation(IsEmpty(field));

    private static Condition And(List<Condition> parts)
    {
        if (parts.Exists(part => ReferenceEquals(part, Nothing)))
            return Nothing;
        parts.RemoveAll(part => ReferenceEquals(part, Everything));
        return parts.Count switch { 0 => Everything, 1 => parts[0], _ => Filter(new() { Must = { parts } }) };
    }

    private static Condition Or(List<Condition> parts)
    {
        if (parts.Exists(part => ReferenceEquals(part, Everything)))
            return Everything;
        parts.RemoveAll(part => ReferenceEquals(part, Nothing));
        return parts.Count switch { 0 => Nothing, 1 => parts[0], _ => Filter(new() { Should = { parts } }) };
    }

    private static Condition Negation(Condition part) =>
        ReferenceEquals(part, Everything) ? Nothing
        : ReferenceEquals(part, Nothing) ? Everything
        : Filter(new() { MustNot = { part } });
}
