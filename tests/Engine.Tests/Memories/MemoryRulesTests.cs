using System.Text.Json;
using ChatMemory.Recall;

namespace ChatMemory.Memories;

public sealed class MemoryRulesTests
{
    [Fact]
    public void EveryError_IsNamedAtOnce()
    {
        var errors = MemoryRules.Check(new AddMemories(
        [
            new() { Text = "fine" },
            new()
            {
                Text = "half \ud83c",
                Scope = new(Agent: new string('a', 257)),
                Categories = ["ok", ""],
                Metadata = new Dictionary<string, JsonElement> { ["big"] = JsonSerializer.SerializeToElement(new string('x', 20_000)) },
            },
        ]));

        Assert.Equal(
            ["memories[1].categories[1]", "memories[1].metadata", "memories[1].scope.agent", "memories[1].text"],
            errors.Select(error => error.Field).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public void TooFewOrTooManyMemories_AreNamed(int count) =>
        Assert.Equal("memories", Assert.Single(MemoryRules.Check(new AddMemories([.. Enumerable.Repeat(new NewMemory { Text = "x" }, count)]))).Field);

    [Fact]
    public void AFilterThatIsTooDeep_IsNamedWhereItIs()
    {
        MemoryFilter filter = new MemoryFilter.HasText("x");
        for (var i = 0; i < FilterRules.MaxDepth; i++)
            filter = new MemoryFilter.Not(filter);

        Assert.Equal("filter.of.of.of.of.of.of.of.of", Assert.Single(MemoryRules.Check(new MemoryQuery(filter))).Field);
    }

    [Fact]
    public void AFilterWithTooManyParts_IsNamed() => Assert.Equal(
        "filter",
        Assert.Single(MemoryRules.Check(new MemoryQuery(new MemoryFilter.All([.. Enumerable.Repeat(new MemoryFilter.HasText("x"), 100)])))).Field);

    [Fact]
    public void ATimeThatContains_IsNamed() => Assert.Equal(
        "filter.of[1].comparison",
        Assert.Single(MemoryRules.Check(new DeleteMemories(Filter: new MemoryFilter.Any(
            [new MemoryFilter.HasText("x"), new MemoryFilter.HasTime(TimeField.SaidAt, Comparison.Contains, default)])))).Field);

    [Fact]
    public void ARecall_OutOfItsBounds_NamesEachField() => Assert.Equal(
        ["text", "limit", "min_score", "max_tokens", "budget"],
        MemoryRules.Check(new RecallQuery { Text = "", Limit = 0, MinScore = 2, MaxTokens = 0, Budget = TimeSpan.Zero }).Select(error => error.Field));

    [Fact]
    public void AnUpdate_ThatSetsAndClearsTheExpiry_IsNamed() => Assert.Equal(
        "clear_expiry",
        Assert.Single(MemoryRules.Check(new UpdateMemory(new(Guid.Empty), ExpiresAt: DateTimeOffset.UnixEpoch, ClearExpiry: true))).Field);
}
