using ChatMemory.Memories;
using FsCheck;
using FsCheck.Fluent;
using static ChatMemory.Recall.RecallSubject;

namespace ChatMemory.Recall;

public sealed class RecallProperties
{
    private static readonly string[] Words = ["apple", "river", "Oslo", "guitar", "dinner", "Ann", "train", "2024", "blue", "happy"];

    private static readonly Gen<Memory> Memories =
        from number in Gen.Choose(1, 40)
        from words in Gen.Elements(Words).ListOf(5)
        from kind in Gen.Elements(Enum.GetValues<MemoryKind>())
        from agent in Gen.Elements<string?>(null, "a", "b")
        from category in Gen.Elements("x", "y", "Z")
        from level in Gen.Choose(0, 5)
        from expires in Gen.Elements<int?>(null, -1, 1)
        select Fact(number, string.Join(' ', words)).Tagged("level", $"{level}") with
        {
            Version = Text.StableHash.Of(string.Join(' ', words)) & 0xFFFF,
            Kind = kind,
            Scope = new(agent),
            Categories = [category],
            ExpiresAt = expires is { } days ? Now.AddDays(days) : null,
        };

    private static Gen<MemoryFilter> Filters(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Elements(Enum.GetValues<MemoryKind>()).Select(kind => (MemoryFilter)new MemoryFilter.HasKind([kind])),
            Gen.Elements("a", "b").Select(agent => (MemoryFilter)new MemoryFilter.HasScope(ScopeField.Agent, [agent])),
            Gen.Elements("x", "z").Select(name => (MemoryFilter)new MemoryFilter.HasCategory([name])),
            Gen.Elements(Words).Select(word => (MemoryFilter)new MemoryFilter.HasText(word)),
            Gen.Choose(1, 40).Select(number => (MemoryFilter)new MemoryFilter.HasId([Id(number)])),
            Gen.Choose(1, 40).Select(days => (MemoryFilter)new MemoryFilter.HasTime(TimeField.SaidAt, Comparison.Gte, Now.AddDays(-days))),
            Gen.Choose(0, 5).Select(level => (MemoryFilter)new MemoryFilter.HasMetadata("level", Comparison.Lt, System.Text.Json.JsonDocument.Parse($"{level}").RootElement)));
        return depth == 0 ? leaf : Gen.OneOf(
            leaf,
            Filters(depth - 1).ListOf(2).Select(parts => (MemoryFilter)new MemoryFilter.All([.. parts])),
            Filters(depth - 1).ListOf(2).Select(parts => (MemoryFilter)new MemoryFilter.Any([.. parts])),
            Filters(depth - 1).Select(part => (MemoryFilter)new MemoryFilter.Not(part)));
    }

    [Fact]
    public void Search_WithAnyFilter_FindsExactlyWhatANaiveLoopAdmits()
    {
        var cases = Memories.ListOf().SelectMany(memories => Filters(3).Select(filter => (Memories: memories, Filter: filter)));
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var latest = one.Memories.GroupBy(memory => memory.Id).Select(group => group.Last()).ToList();
            var index = new RecallIndex(new() { SameWording = 1 });
            foreach (var memory in one.Memories)
            {
                index.Put(memory);
                index.SetVector(memory.Id, memory.Version, VectorOf(memory.Text).Span);
            }

            // A vector that is near everything: what is not found was not admitted, or says the same as another.
            var found = index.View().Ask(string.Join(' ', Words), 1_000, one.Filter).Ids().ToHashSet();
            var admitted = latest.Where(memory => memory.IsCurrent(Now) && one.Filter.Matches(memory)).ToList();
            return found.SetEquals(admitted.Select(memory => memory.Id));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Search_OfEqualMemories_AnswersEquallyHoweverTheyCame() =>
        Prop.ForAll(Memories.ListOf().SelectMany(memories => Gen.Choose(1, 7).Select(batch => (memories, batch))).ToArbitrary(), one =>
        {
            var (memories, batch) = one;
            var atOnce = new RecallIndex(new());
            foreach (var memory in memories)
                atOnce.Put(memory);
            foreach (var memory in Enumerable.Reverse(memories))
                atOnce.SetVector(memory.Id, memory.Version, VectorOf(memory.Text).Span);

            var inBatches = new RecallIndex(new());
            foreach (var some in memories.Chunk(batch))
            {
                foreach (var memory in some)
                    inBatches.Put(memory);
                foreach (var memory in some)
                    inBatches.SetVector(memory.Id, memory.Version, VectorOf(memory.Text).Span);
                inBatches.View();
            }

            return Answer(atOnce).SequenceEqual(Answer(inBatches)) && Answer(atOnce).SequenceEqual(Answer(atOnce));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Search_AfterRemovals_NeverFindsTheRemoved() =>
        Prop.ForAll(Memories.ListOf().SelectMany(memories => Gen.Choose(1, 40).ListOf().Select(removed => (memories, removed))).ToArbitrary(), one =>
        {
            var index = IndexOf(one.memories);
            foreach (var number in one.removed)
                index.Remove(Id(number));
            var found = index.View().Ask(string.Join(' ', Words), 1_000).Ids();
            return !found.Intersect(one.removed.Select(Id)).Any()
                && index.Count == one.memories.Select(memory => memory.Id).Except(one.removed.Select(Id)).Count();
        }).QuickCheckThrowOnFailure();

    private static List<(Keys.MemoryId, float)> Answer(RecallIndex index) =>
        [.. index.View().Ask("Did Ann eat an apple for dinner in Oslo?", 50).Memories.Select(found => (found.Memory.Id, found.Score))];
}
