using System.Text.Json;
using ChatMemory.Memories;

namespace ChatMemory.Api.Json;

/// <summary>Writes a filter as <see cref="FilterReader"/> reads it.</summary>
internal static class FilterWriter
{
    public static void Write(Utf8JsonWriter writer, MemoryFilter filter, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        WriteMember(writer, filter, options);
        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, MemoryFilter filter, JsonSerializerOptions options)
    {
        switch (filter)
        {
            case MemoryFilter.All all:
                Member("and", all.Of);
                break;
            case MemoryFilter.Any any:
                Member("or", any.Of);
                break;
            case MemoryFilter.Not not:
                Member("not", not.Of);
                break;
            case MemoryFilter.HasId id:
                Member("id", id.Ids);
                break;
            case MemoryFilter.HasKind kind:
                Member("kind", kind.Kinds);
                break;
            case MemoryFilter.HasCategory category:
                Member("category", category.Names);
                break;
            case MemoryFilter.HasCategoryWith part:
                Member("category_contains", part.Text);
                break;
            case MemoryFilter.HasScope { Values: null } scope:
                Member(Name(scope.Field), "*");
                break;
            case MemoryFilter.HasScope scope:
                Member(Name(scope.Field), scope.Values);
                break;
            case MemoryFilter.HasTime time:
                Member(Name(time.Field), new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal) { [Name(time.Comparison)] = time.Value });
                break;
            case MemoryFilter.HasMetadata tag:
                Member("metadata", new Dictionary<string, object>(StringComparer.Ordinal) { ["key"] = tag.Key, [Name(tag.Comparison)] = tag.Value });
                break;
            case MemoryFilter.HasText text:
                Member("text", text.Text);
                break;
            case MemoryFilter.FromExchange { Exchange: { } exchange } from:
                Member("exchange", new Dictionary<string, string>(StringComparer.Ordinal) { ["session"] = from.Session.Value, ["id"] = exchange.ToString() });
                break;
            case MemoryFilter.FromExchange from:
                Member("session", from.Session);
                break;
        }

        void Member<T>(string name, T value)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, value, options);
        }
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
