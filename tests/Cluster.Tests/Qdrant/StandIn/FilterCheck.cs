using Google.Protobuf.Collections;
using Grpc.Core;
using Qdrant.Client.Grpc;
using Range = Qdrant.Client.Grpc.Range;

namespace ChatMemory.Cluster.Qdrant.StandIn;

/// <summary>What a filter means, as Qdrant's documentation has it.</summary>
internal static class FilterCheck
{
    public static bool Admits(Filter? filter, string id, IDictionary<string, Value> payload)
    {
        if (filter is null)
            return true;
        return filter.Must.All(condition => Holds(condition, id, payload))
            && !filter.MustNot.Any(condition => Holds(condition, id, payload))
            && (filter.Should.Count == 0 || filter.Should.Any(condition => Holds(condition, id, payload)));
    }

    /// <summary>The fields that a filter looks at, as their indexes would be named.</summary>
    public static IEnumerable<string> FieldsOf(Filter? filter, string within = "") => filter is null
        ? []
        : filter.Must.Concat(filter.MustNot).Concat(filter.Should).SelectMany(condition => FieldsOf(condition, within));

    private static IEnumerable<string> FieldsOf(Condition condition, string within) => condition.ConditionOneOfCase switch
    {
        Condition.ConditionOneOfOneofCase.Field => [within + condition.Field.Key],
        Condition.ConditionOneOfOneofCase.IsEmpty => [within + condition.IsEmpty.Key],
        Condition.ConditionOneOfOneofCase.Filter => FieldsOf(condition.Filter, within),
        Condition.ConditionOneOfOneofCase.Nested => FieldsOf(condition.Nested.Filter, condition.Nested.Key + "[]."),
        _ => [],
    };

    private static bool Holds(Condition condition, string id, IDictionary<string, Value> payload) => condition.ConditionOneOfCase switch
    {
        Condition.ConditionOneOfOneofCase.Field => FieldHolds(condition.Field, Values(payload, condition.Field.Key)),
        Condition.ConditionOneOfOneofCase.IsEmpty => Values(payload, condition.IsEmpty.Key).All(value => value.HasNullValue),
        Condition.ConditionOneOfOneofCase.HasId => condition.HasId.HasId.Any(wanted => wanted.Uuid == id),
        Condition.ConditionOneOfOneofCase.Filter => Admits(condition.Filter, id, payload),
        Condition.ConditionOneOfOneofCase.Nested => Values(payload, condition.Nested.Key)
            .Any(item => item.KindCase == Value.KindOneofCase.StructValue && Admits(condition.Nested.Filter, id, item.StructValue.Fields)),
        var other => throw new RpcException(new(StatusCode.Unimplemented, $"The stand-in knows no condition {other}.")),
    };

    private static bool FieldHolds(FieldCondition condition, IEnumerable<Value> values) => condition switch
    {
        { Match: { } match } => values.Any(value => Matches(match, value)),
        { Range: { } range } => values.Any(value => InRange(range, value)),
        _ => throw new RpcException(new(StatusCode.Unimplemented, "The stand-in knows match and range.")),
    };

    private static bool Matches(Match match, Value value) => match.MatchValueCase switch
    {
        Match.MatchValueOneofCase.Keyword => value.HasStringValue && value.StringValue == match.Keyword,
        Match.MatchValueOneofCase.Keywords => value.HasStringValue && match.Keywords.Strings.Contains(value.StringValue),
        Match.MatchValueOneofCase.Integer => value.HasIntegerValue && value.IntegerValue == match.Integer,
        Match.MatchValueOneofCase.Boolean => value.HasBoolValue && value.BoolValue == match.Boolean,
        var other => throw new RpcException(new(StatusCode.Unimplemented, $"The stand-in knows no match {other}.")),
    };

    private static bool InRange(Range range, Value value)
    {
        if (!value.HasIntegerValue && !value.HasDoubleValue)
            return false;
        var number = value.HasIntegerValue ? value.IntegerValue : value.DoubleValue;
        return (!range.HasLt || number < range.Lt) && (!range.HasLte || number <= range.Lte)
            && (!range.HasGt || number > range.Gt) && (!range.HasGte || number >= range.Gte);
    }

    // An array stands for its elements.
    private static RepeatedField<Value> Values(IDictionary<string, Value> payload, string field) =>
        !payload.TryGetValue(field, out var value) ? []
        : value.KindCase == Value.KindOneofCase.ListValue ? value.ListValue.Values
        : [value];
}
