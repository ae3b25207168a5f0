using ChatMemory.Keys;
using ChatMemory.Sessions;
using FsCheck;
using FsCheck.Fluent;

namespace ChatMemory.Memories;

/// <summary>Filters against an evaluator that computes the set of matches instead of asking each memory.</summary>
public sealed class MemoryFilterProperties
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Memory[] Memories =
    [
        .. Enumerable.Range(0, 24).Select(n => new Memory
        {
            Id = new(new Guid(n, 0, 0, new byte[8])),
            Text = n % 2 == 0 ? $"even {n}" : $"Odd {n}",
            Kind = (MemoryKind)(n % 3),
            Scope = new(n % 4 == 0 ? null : $"agent{n % 4}"),
            Provenance = new("api", ChatRole.User),
            Categories = n % 5 == 0 ? ["Five"] : [],
            SaidAt = Day.AddDays(n),
            CreatedAt = Day,
            UpdatedAt = Day,
            ExpiresAt = n % 6 == 0 ? Day.AddDays(n) : null,
        }),
    ];

    [Fact]
    public void AFilter_MatchesWhatSetsSay() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Filters(4).ToArbitrary(), filter =>
            Memories.Where(memory => filter.Matches(memory)).Select(memory => memory.Id).ToHashSet().SetEquals(SetOf(filter))));

    private static HashSet<MemoryId> SetOf(MemoryFilter filter) => filter switch
    {
        MemoryFilter.All all => all.Of.Select(SetOf).Aggregate(Everything(), (left, right) => [.. left.Intersect(right)]),
        MemoryFilter.Any any => any.Of.Select(SetOf).Aggregate(new HashSet<MemoryId>(), (left, right) => [.. left.Union(right)]),
        MemoryFilter.Not not => [.. Everything().Except(SetOf(not.Of))],
        MemoryFilter.HasKind kinds => Ids(n => kinds.Kinds.Contains((MemoryKind)(n % 3))),
        MemoryFilter.HasScope { Values: null } => Ids(n => n % 4 != 0),
        MemoryFilter.HasScope scope => Ids(n => scope.Values!.Contains($"agent{n % 4}") && n % 4 != 0),
        MemoryFilter.HasCategory => Ids(n => n % 5 == 0),
        MemoryFilter.HasCategoryWith => Ids(n => n % 5 == 0),
        MemoryFilter.HasText { IgnoreCase: true } => Ids(n => n % 2 == 1),
        MemoryFilter.HasText => [],
        MemoryFilter.HasTime { Field: TimeField.ExpiresAt } time => Ids(n => n % 6 == 0 && Day.AddDays(n) <= time.Value),
        MemoryFilter.HasTime time => Ids(n => Day.AddDays(n) > time.Value),
        _ => throw new InvalidOperationException(),
    };

    private static HashSet<MemoryId> Everything() => Ids(_ => true);

    private static HashSet<MemoryId> Ids(Func<int, bool> holds) => [.. Enumerable.Range(0, Memories.Length).Where(holds).Select(n => Memories[n].Id)];

    private static Gen<MemoryFilter> Filters(int depth) => depth == 0
        ? Leaf()
        : Gen.Frequency(
            (3, Leaf()),
            (1, Filters(depth - 1).ListOf().Select(parts => (MemoryFilter)new MemoryFilter.All([.. parts.Take(3)]))),
            (1, Filters(depth - 1).ListOf().Select(parts => (MemoryFilter)new MemoryFilter.Any([.. parts.Take(3)]))),
            (1, Filters(depth - 1).Select(part => (MemoryFilter)new MemoryFilter.Not(part))));

    private static Gen<MemoryFilter> Leaf() => Gen.Choose(0, 30).SelectMany(n => Gen.Elements<MemoryFilter>(
        new MemoryFilter.HasKind([(MemoryKind)(n % 3), MemoryKind.Episode]),
        new MemoryFilter.HasScope(ScopeField.Agent, null),
        new MemoryFilter.HasScope(ScopeField.Agent, [$"agent{n % 4}"]),
        new MemoryFilter.HasCategory(["fIVE"]),
        new MemoryFilter.HasCategoryWith("IV"),
        new MemoryFilter.HasText("ODD"),
        new MemoryFilter.HasText("ODD", IgnoreCase: false),
        new MemoryFilter.HasTime(TimeField.SaidAt, Comparison.Gt, Day.AddDays(n)),
        new MemoryFilter.HasTime(TimeField.ExpiresAt, Comparison.Lte, Day.AddDays(n))));
}
