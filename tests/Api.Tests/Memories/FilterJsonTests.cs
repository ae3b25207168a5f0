using System.Text.Json;
using ChatMemory.Api.Json;
using ChatMemory.Memories;

namespace ChatMemory.Api.Memories;

public sealed class FilterJsonTests
{
    [Theory]
    [InlineData("""{"and":[{"kind":["preference"]},{"not":{"category":["work"]}}]}""")]
    [InlineData("""{"or":[{"agent":["a","b"]},{"run":"*"}]}""")]
    [InlineData("""{"metadata":{"key":"project","eq":"x"}}""")]
    [InlineData("""{"metadata":{"key":"n","gte":3.5}}""")]
    [InlineData("""{"text":"tea"}""")]
    [InlineData("""{"session":"s"}""")]
    [InlineData("""{"exchange":{"session":"s","id":"01a1fc45-10f9-7cb7-8aed-d75b9d13a09a"}}""")]
    [InlineData("""{"id":["01a1fc45-10f9-7cb7-8aed-d75b9d13a09a"]}""")]
    [InlineData("""{"created_at":{"gte":"2026-01-01T00:00:00+00:00"}}""")]
    public void Filter_WrittenAgain_IsTheSame(string json) =>
        Assert.Equal(json, JsonSerializer.Serialize(Read(json), ApiJson.Options));

    [Fact]
    public void Filter_WithManyMembers_MeansAllOfThem()
    {
        var filter = Assert.IsType<MemoryFilter.All>(Read("""{"kind":"task","app":"web","created_at":{"gte":"2026-01-01Z","lt":"2026-02-01Z"}}"""));

        Assert.Equal(4, filter.Of.Count);
    }

    [Fact]
    public void Filter_ThatIsEmpty_MeansEverything() => Assert.Empty(Assert.IsType<MemoryFilter.All>(Read("{}")).Of);

    [Fact]
    public void Filter_TooDeepOrTooLarge_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"not":""", 9)) + "{}" + new string('}', 9);
        var large = $$"""{"or":[{{string.Join(',', Enumerable.Repeat("""{"text":"x"}""", 100))}}]}""";

        Assert.Throws<JsonException>(() => Read(deep));
        Assert.Throws<JsonException>(() => Read(large));
    }

    private static MemoryFilter Read(string json) => JsonSerializer.Deserialize<MemoryFilter>(json, ApiJson.Options)!;
}
