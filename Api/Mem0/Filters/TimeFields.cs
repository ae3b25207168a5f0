using System.Text.Json;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Filters;

/// <summary>Conditions about a memory's times.</summary>
internal static class TimeFields
{
    public static Condition Read(JsonProperty field, TimeField time)
    {
        return Read(field, At, (name, value) => Compared(name) is { } comparison ? Field(comparison, Moment(field, value)) : null);

        Condition At(JsonElement value) => Day(value) is { } day
            ? new Condition.All(Field(Comparison.Gte, Moments.Begin(day)), Field(Comparison.Lt, Moments.End(day)))
            : Field(Comparison.Eq, Moment(field, value));

        Condition Field(Comparison comparison, DateTimeOffset moment) => new Condition.Field(new MemoryFilter.HasTime(time, comparison, moment));
    }

    /// <summary>A memory is visible through its expiration date: it ends with that day.</summary>
    public static Condition ReadExpiry(JsonProperty field)
    {
        return Read(field, value => On(DayOf(field, value)), (name, value) => name switch
        {
            "gt" => Ends(Comparison.Gt, Moments.End(DayOf(field, value))),
            "gte" => Ends(Comparison.Gt, Moments.Begin(DayOf(field, value))),
            "lt" => Ends(Comparison.Lte, Moments.Begin(DayOf(field, value))),
            "lte" => Ends(Comparison.Lte, Moments.End(DayOf(field, value))),
            _ => null,
        });

        static Condition On(DateOnly day) => new Condition.All(Ends(Comparison.Gt, Moments.Begin(day)), Ends(Comparison.Lte, Moments.End(day)));

        static Condition Ends(Comparison comparison, DateTimeOffset moment) =>
            new Condition.Field(new MemoryFilter.HasTime(TimeField.ExpiresAt, comparison, moment));
    }

    private static Condition Read(JsonProperty field, Func<JsonElement, Condition> at, Func<string, JsonElement, Condition?> compare) =>
        field.Value.ValueKind != JsonValueKind.Object ? at(field.Value) : Operators.Read(field, (name, value) => name switch
        {
            "ne" => new Condition.Not(at(value)),
            "in" => new Condition.Any(Operators.Each(field, value, at)),
            _ => compare(name, value),
        });

    private static Comparison? Compared(string name) => name switch
    {
        "gt" => Comparison.Gt,
        "gte" => Comparison.Gte,
        "lt" => Comparison.Lt,
        "lte" => Comparison.Lte,
        _ => null,
    };

    private static DateOnly? Day(JsonElement value) => value.ValueKind == JsonValueKind.String ? Moments.Day(value.GetString()) : null;

    private static DateTimeOffset Moment(JsonProperty field, JsonElement value) => Moments.Of(value) ?? throw Operators.Expected(field, "a date or time");

    private static DateOnly DayOf(JsonProperty field, JsonElement value) => DateOnly.FromDateTime(Moment(field, value).UtcDateTime);
}
