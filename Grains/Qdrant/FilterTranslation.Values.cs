using System.Text.Json;
using ChatMemory.Memories;
using Qdrant.Client.Grpc;
using static Qdrant.Client.Grpc.Conditions;
using Comparison = ChatMemory.Memories.Comparison;
using MemoryFilter = ChatMemory.Memories.MemoryFilter;
using Range = Qdrant.Client.Grpc.Range;

namespace ChatMemory.Cluster.Qdrant;

/// <content>Comparisons of values.</content>
internal sealed partial class FilterTranslation
{
    // Stored in whole milliseconds: what falls into the same one cannot be told apart.
    private Condition Time(MemoryFilter.HasTime time, bool wide)
    {
        var field = FieldOf(time.Field);
        var value = PointWriter.Milliseconds(time.Value);
        var isWhole = time.Value.Ticks % TimeSpan.TicksPerMillisecond == 0;
        var (before, upTo) = (Range(field, new Range { Lt = value }), Range(field, new Range { Lte = value }));
        var (after, from) = (Range(field, new Range { Gt = value }), Range(field, new Range { Gte = value }));
        return time.Comparison switch
        {
            Comparison.Lt => isWhole ? before : Between(upTo, before, wide),
            Comparison.Gte => isWhole ? from : Between(from, after, wide),
            Comparison.Lte => Between(upTo, before, wide),
            Comparison.Gt => Between(from, after, wide),
            Comparison.Eq => Between(And([from, upTo]), Nothing, wide),
            Comparison.Ne => Between(Exists(field), Or([before, after]), wide),
            _ => Nothing,
        };
    }

    private Condition Metadata(MemoryFilter.HasMetadata wanted, bool wide)
    {
        var has = MatchKeyword(PointFields.Tags, MetadataTags.Key(wanted.Key));
        return wanted.Comparison switch
        {
            Comparison.Eq => Same(wanted, has, wide),
            Comparison.Ne => And([has, Negation(Same(wanted, has, !wide))]),
            Comparison.Contains => Between(has, Nothing, wide),
            _ => wanted.Value.ValueKind switch
            {
                JsonValueKind.Number => Ordered(wanted, has, wide),
                JsonValueKind.String => Between(has, Nothing, wide),
                _ => Nothing,
            },
        };
    }

    private Condition Same(MemoryFilter.HasMetadata wanted, Condition has, bool wide)
    {
        if (MetadataTags.Value(wanted.Key, wanted.Value, out var isExact) is not { } tag)
            return Between(has, Nothing, wide);
        var same = MatchKeyword(PointFields.Tags, tag);
        return isExact ? same : Between(same, Nothing, wide);
    }

    private Condition Ordered(MemoryFilter.HasMetadata wanted, Condition has, bool wide)
    {
        var value = MetadataTags.Number(wanted.Value);
        if (Math.Abs(value) is double.MaxValue)
            return Between(has, Nothing, wide);
        var range = wanted.Comparison switch
        {
            Comparison.Lt => new Range { Lt = value },
            Comparison.Lte => new Range { Lte = value },
            Comparison.Gt => new Range { Gt = value },
            _ => new Range { Gte = value },
        };
        var number = new Filter { Must = { MatchKeyword(PointFields.NumberKey, wanted.Key), Range(PointFields.NumberValue, range) } };
        return Nested(PointFields.Numbers, number);
    }

    private static string FieldOf(ScopeField field) => field switch
    {
        ScopeField.Agent => PointFields.Agent,
        ScopeField.App => PointFields.App,
        _ => PointFields.Run,
    };

    private static string FieldOf(TimeField field) => field switch
    {
        TimeField.CreatedAt => PointFields.CreatedAt,
        TimeField.UpdatedAt => PointFields.UpdatedAt,
        TimeField.SaidAt => PointFields.SaidAt,
        TimeField.ExpiresAt => PointFields.ExpiresAt,
        TimeField.ValidFrom => PointFields.ValidFrom,
        _ => PointFields.ValidUntil,
    };
}
