using System.Globalization;
using System.Text.Json;

namespace ChatMemory.Memories;

/// <summary>Says whether a memory is meant by a filter. The one meaning that filters have, in listing, recall and deletion.</summary>
public static class MemoryFilterMatch
{
    /// <summary>Whether <paramref name="memory"/> is meant; a null filter means every memory.</summary>
    public static bool Matches(this MemoryFilter? filter, Memory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        // Most have none, and recall asks thousands of times a question: what the conditions capture is made for those only that have one.
        return filter is null || Means(filter, memory);
    }

    private static bool Means(MemoryFilter filter, Memory memory) =>
        filter switch
        {
            MemoryFilter.All all => all.Of.All(part => part.Matches(memory)),
            MemoryFilter.Any any => any.Of.Any(part => part.Matches(memory)),
            MemoryFilter.Not not => !not.Of.Matches(memory),
            MemoryFilter.HasId ids => ids.Ids.Contains(memory.Id),
            MemoryFilter.HasKind kinds => kinds.Kinds.Contains(memory.Kind),
            MemoryFilter.HasScope scope => InScope(scope, memory.Scope),
            MemoryFilter.HasCategory category => category.Names.Any(name => memory.Categories.Contains(name, StringComparer.OrdinalIgnoreCase)),
            MemoryFilter.HasCategoryWith part => memory.Categories.Any(name => name.Contains(part.Text, StringComparison.OrdinalIgnoreCase)),
            MemoryFilter.HasTime time => TimeOf(memory, time.Field) is { } value && Holds(time.Comparison, value.CompareTo(time.Value)),
            MemoryFilter.HasMetadata tag => memory.Metadata is { } tags && tags.TryGetValue(tag.Key, out var value) && Holds(tag, value),
            MemoryFilter.HasText text => memory.Text.Contains(text.Text, text.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal),
            MemoryFilter.FromExchange from => memory.Provenance.Session == from.Session && (from.Exchange is null || memory.Provenance.Exchange == from.Exchange),
            _ => throw new InvalidOperationException("A filter of a kind that is not known."),
        };

    private static bool InScope(MemoryFilter.HasScope wanted, MemoryScope scope)
    {
        var value = wanted.Field switch
        {
            ScopeField.Agent => scope.Agent,
            ScopeField.App => scope.App,
            _ => scope.Run,
        };
        return value is not null && (wanted.Values is null || wanted.Values.Contains(value, StringComparer.Ordinal));
    }

    private static DateTimeOffset? TimeOf(Memory memory, TimeField field) => field switch
    {
        TimeField.CreatedAt => memory.CreatedAt,
        TimeField.UpdatedAt => memory.UpdatedAt,
        TimeField.SaidAt => memory.SaidAt,
        TimeField.ExpiresAt => memory.ExpiresAt,
        TimeField.ValidFrom => memory.ValidFrom,
        _ => memory.ValidUntil,
    };

    private static bool Holds(MemoryFilter.HasMetadata wanted, JsonElement value) => wanted.Comparison switch
    {
        Comparison.Eq => JsonElement.DeepEquals(value, wanted.Value),
        Comparison.Ne => !JsonElement.DeepEquals(value, wanted.Value),
        Comparison.Contains => Contains(value, wanted.Value),
        var comparison => Order(value, wanted.Value) is { } order && Holds(comparison, order),
    };

    private static bool Contains(JsonElement whole, JsonElement part) => whole.ValueKind switch
    {
        JsonValueKind.Array => whole.EnumerateArray().Any(item => JsonElement.DeepEquals(item, part)),
        JsonValueKind.String => part.ValueKind == JsonValueKind.String
            && whole.GetString()!.Contains(part.GetString()!, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static int? Order(JsonElement left, JsonElement right) => (left.ValueKind, right.ValueKind) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => Number(left).CompareTo(Number(right)),
        (JsonValueKind.String, JsonValueKind.String) => string.CompareOrdinal(left.GetString(), right.GetString()),
        _ => null,
    };

    private static double Number(JsonElement number) => double.Parse(number.GetRawText(), CultureInfo.InvariantCulture);

    private static bool Holds(Comparison comparison, int order) => comparison switch
    {
        Comparison.Eq => order == 0,
        Comparison.Ne => order != 0,
        Comparison.Lt => order < 0,
        Comparison.Lte => order <= 0,
        Comparison.Gt => order > 0,
        Comparison.Gte => order >= 0,
        _ => false,
    };
}
