using System.Text.Json;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;
using FsCheck;
using FsCheck.Fluent;
using Comparison = ChatMemory.Memories.Comparison;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>Filters mean in the index what they mean everywhere.</summary>
public sealed class QdrantFilterTests(QdrantFixture fixture) : IClassFixture<QdrantFixture>
{
    private const int Filters = 400;

    private static readonly string[] Names = ["a", "A", "é", "straße", "\"q\"", "x.y[]"];
    private static readonly string[] Values =
        ["1", "1.0", "1.0000000000000000001", "-0", "2.5", "1e400", "true", "null", "\"a\"", "\"A\"", "\"2\"", "[1,\"a\"]", "{\"b\":1}"];

    private static readonly Gen<DateTimeOffset> Times = Gen.Elements(0L, 1, 9_999, 10_000, 10_001, 25_000, -1).Select(ticks => Given.Start.AddTicks(ticks));
    private static readonly Gen<JsonElement> Jsons = Gen.Elements(Values).Select(Given.Json);
    private static readonly Gen<ExchangeId> Exchanges = Gen.Elements(1, 2).Select(number => new ExchangeId(new Guid(number, 0, 0, new byte[8])));
    private static readonly Gen<SessionId> Sessions = Gen.Elements("s", "t").Select(text => SessionId.Parse(text));
    private static readonly Gen<string?> Maybe = Gen.Elements<string?>("a", "A", "é", null);

    private static readonly Memory[] Memories = [.. MemoryGen.Sample(120, 1).Select((memory, i) => memory with { Id = NumberedId(i) })];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Gen<Memory> MemoryGen =>
        from kind in Gen.Elements(MemoryKind.Fact, MemoryKind.Task, MemoryKind.Episode)
        from agent in Maybe
        from run in Maybe
        from session in Sessions
        from exchange in Exchanges
        from category in Gen.SubListOf(Names)
        from keys in Gen.SubListOf(Names)
        from values in Gen.ArrayOf(Jsons, Names.Length)
        from created in Times
        from expires in Times
        from mortal in Gen.Elements(true, false)
        select Given.Memory("Likes " + agent) with
        {
            Kind = kind,
            Scope = new(agent, null, run),
            Provenance = new("api", ChatRole.User, session, exchange),
            Categories = [.. category],
            Metadata = keys.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second),
            CreatedAt = created,
            ExpiresAt = mortal ? expires : null,
        };

    private static Gen<MemoryFilter> Leaf() => Gen.OneOf<MemoryFilter>(
        Gen.SubListOf(Enumerable.Range(0, 120).Select(NumberedId)).Select(ids => (MemoryFilter)new MemoryFilter.HasId([.. ids])),
        Gen.SubListOf(MemoryKind.Fact, MemoryKind.Task, MemoryKind.Profile).Select(kinds => (MemoryFilter)new MemoryFilter.HasKind([.. kinds])),
        from field in Gen.Elements(Enum.GetValues<ScopeField>())
        from values in Gen.OneOf(Gen.Constant<IReadOnlyList<string>?>(null), Gen.SubListOf(Names).Select(names => (IReadOnlyList<string>?)[.. names]))
        select (MemoryFilter)new MemoryFilter.HasScope(field, values),
        Gen.SubListOf(Names).Select(names => (MemoryFilter)new MemoryFilter.HasCategory([.. names])),
        Gen.Elements(Names).Select(name => (MemoryFilter)new MemoryFilter.HasCategoryWith(name[..1])),
        from field in Gen.Elements(TimeField.CreatedAt, TimeField.ExpiresAt, TimeField.ValidUntil)
        from comparison in Gen.Elements(Enum.GetValues<Comparison>())
        from value in Times
        select (MemoryFilter)new MemoryFilter.HasTime(field, comparison, value),
        from key in Gen.Elements(Names)
        from comparison in Gen.Elements(Enum.GetValues<Comparison>())
        from value in Jsons
        select (MemoryFilter)new MemoryFilter.HasMetadata(key, comparison, value),
        Gen.Elements("likes", "A").Select(text => (MemoryFilter)new MemoryFilter.HasText(text)),
        from session in Sessions
        from exchange in Exchanges
        from named in Gen.Elements(true, false)
        select (MemoryFilter)new MemoryFilter.FromExchange(session, named ? exchange : null));

    [Fact]
    public async Task Search_AdmitsAtLeastWhatTheFilterMeans_AndExactlyThatWhereItSaysSo()
    {
        var owner = Given.Owner("filters");
        await fixture.Index.PutAsync(owner, [.. Memories.Select(memory => Given.Point(memory))], Cancel);
        var exact = 0;
        foreach (var filter in Nested(3).Sample(Filters, 3))
        {
            var meant = Memories.Where(memory => filter.Matches(memory)).Select(memory => memory.Id).ToHashSet();
            var found = await fixture.Index.SearchAsync(owner, Given.Question(limit: Memories.Length, filter: filter), Cancel);
            var ids = found.Select(hit => hit.Memory).ToHashSet();
            var isExact = FilterTranslation.Of(UserScope.Of(owner), filter).IsExact;
            exact += isExact ? 1 : 0;

            Assert.True(meant.IsSubsetOf(ids), $"{Text(filter)} lost {meant.Except(ids).Count()} of {meant.Count}.");
            Assert.True(!isExact || ids.Count == meant.Count, $"{Text(filter)} is said to be exact, but admits {ids.Count} instead of {meant.Count}.");
        }

        TestContext.Current.SendDiagnosticMessage("{0} of {1} filters were exact.", exact, Filters);
        Assert.InRange(exact, Filters / 10, Filters - 1);
    }

    private static Gen<MemoryFilter> Nested(int depth) => depth == 0 ? Leaf() : Gen.OneOf(
        Leaf(),
        Nested(depth - 1).Select(part => (MemoryFilter)new MemoryFilter.Not(part)),
        Gen.ListOf(Nested(depth - 1), 2).Select(parts => (MemoryFilter)new MemoryFilter.All([.. parts])),
        Gen.ListOf(Nested(depth - 1), 2).Select(parts => (MemoryFilter)new MemoryFilter.Any([.. parts])));

    private static MemoryId NumberedId(int number) => new(new Guid(number, 1, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0]));

    private static string Text(MemoryFilter filter) => JsonSerializer.Serialize(filter, Serialization.EngineJson.Options);
}
