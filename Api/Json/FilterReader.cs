using System.Globalization;
using System.Text.Json;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Api.Json;

/// <summary>Reads one filter. Each member of an object is a condition, and all of them must hold.</summary>
internal sealed class FilterReader(JsonSerializerOptions options)
{
    private const int MaxNodes = 100;
    private const int MaxDepth = 8;
    private const string AnyValue = "*";

    private int _nodes;

    public MemoryFilter Read(JsonElement element, string path, int depth)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new FilterException(path, "A filter is an object.");
        if (depth > MaxDepth)
            throw new FilterException(path, $"A filter is at most {MaxDepth} deep.");

        var conditions = element.EnumerateObject().SelectMany(member => Conditions(member, Join(path, member.Name), depth)).ToList();
        return conditions is [var only] ? only : Count(new MemoryFilter.All(conditions), path);
    }

    private List<MemoryFilter> Conditions(JsonProperty member, string path, int depth) => member.Name switch
    {
        "and" => [Count(new MemoryFilter.All(Parts(member.Value, path, depth)), path)],
        "or" => [Count(new MemoryFilter.Any(Parts(member.Value, path, depth)), path)],
        "not" => [Count(new MemoryFilter.Not(Read(member.Value, path, depth + 1)), path)],
        "id" => [Count(new MemoryFilter.HasId(OneOrMore<MemoryId>(member.Value, path)), path)],
        "kind" => [Count(new MemoryFilter.HasKind(OneOrMore<MemoryKind>(member.Value, path)), path)],
        "category" => [Count(new MemoryFilter.HasCategory(OneOrMore<string>(member.Value, path)), path)],
        "category_contains" => [Count(new MemoryFilter.HasCategoryWith(Value<string>(member.Value, path)), path)],
        "agent" => [Scope(ScopeField.Agent, member.Value, path)],
        "app" => [Scope(ScopeField.App, member.Value, path)],
        "run" => [Scope(ScopeField.Run, member.Value, path)],
        "created_at" => Times(TimeField.CreatedAt, member.Value, path),
        "updated_at" => Times(TimeField.UpdatedAt, member.Value, path),
        "said_at" => Times(TimeField.SaidAt, member.Value, path),
        "expires_at" => Times(TimeField.ExpiresAt, member.Value, path),
        "valid_from" => Times(TimeField.ValidFrom, member.Value, path),
        "valid_until" => Times(TimeField.ValidUntil, member.Value, path),
        "metadata" => Metadata(member.Value, path),
        "text" => [Count(new MemoryFilter.HasText(Value<string>(member.Value, path)), path)],
        "session" => [Count(new MemoryFilter.FromExchange(Value<SessionId>(member.Value, path)), path)],
        "exchange" => [Exchange(member.Value, path)],
        _ => throw new FilterException(
            path,
            "Unknown condition. Known are and, or, not, id, kind, category, category_contains, agent, app, run, created_at, updated_at, said_at, expires_at, valid_from, valid_until, metadata, text, session and exchange."),
    };

    private List<MemoryFilter> Parts(JsonElement element, string path, int depth) =>
        element.ValueKind == JsonValueKind.Array
            ? [.. element.EnumerateArray().Select((part, index) => Read(part, $"{path}[{index}]", depth + 1))]
            : throw new FilterException(path, "A list of filters is expected.");

    private MemoryFilter Scope(ScopeField field, JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.String && element.ValueEquals(AnyValue)
            ? Count(new MemoryFilter.HasScope(field, Values: null), path)
            : Count(new MemoryFilter.HasScope(field, OneOrMore<string>(element, path)), path);

    private List<MemoryFilter> Times(TimeField field, JsonElement element, string path) =>
    [
        .. Members(element, path, "An object such as {\"gte\": \"2026-01-01T00:00:00Z\"} is expected.").Select(member =>
            Count(new MemoryFilter.HasTime(field, TimeComparison(member, path), Time(member.Value, Join(path, member.Name))), path)),
    ];

    private List<MemoryFilter> Metadata(JsonElement element, string path)
    {
        const string Expected = "An object such as {\"key\": \"project\", \"eq\": \"x\"} is expected.";
        var members = Members(element, path, Expected);
        var key = members.Where(member => member.NameEquals("key")).Select(member => Value<string>(member.Value, Join(path, "key"))).FirstOrDefault()
            ?? throw new FilterException(path, Expected);
        var comparisons = members.Where(member => !member.NameEquals("key"))
            .Select(member => Count(new MemoryFilter.HasMetadata(key, ComparisonOf(member, path), member.Value.Clone()), path)).ToList();
        return comparisons.Count > 0 ? comparisons : throw new FilterException(path, Expected);
    }

    private MemoryFilter Exchange(JsonElement element, string path)
    {
        const string Expected = "An object such as {\"session\": \"...\", \"id\": \"...\"} is expected.";
        var members = Members(element, path, Expected);
        return members.Length == 2 && element.TryGetProperty("session", out var session) && element.TryGetProperty("id", out var id)
            ? Count(new MemoryFilter.FromExchange(Value<SessionId>(session, Join(path, "session")), Value<ExchangeId>(id, Join(path, "id"))), path)
            : throw new FilterException(path, Expected);
    }

    private static JsonProperty[] Members(JsonElement element, string path, string expected) =>
        element.ValueKind == JsonValueKind.Object && element.EnumerateObject().ToArray() is { Length: > 0 } members
            ? members
            : throw new FilterException(path, expected);

    private static Comparison TimeComparison(JsonProperty member, string path) =>
        ComparisonOf(member, path) is var comparison && comparison != Comparison.Contains
            ? comparison
            : throw new FilterException(Join(path, member.Name), "Times compare by eq, ne, lt, lte, gt or gte.");

    private static Comparison ComparisonOf(JsonProperty member, string path) => member.Name switch
    {
        "eq" => Comparison.Eq,
        "ne" => Comparison.Ne,
        "lt" => Comparison.Lt,
        "lte" => Comparison.Lte,
        "gt" => Comparison.Gt,
        "gte" => Comparison.Gte,
        "contains" => Comparison.Contains,
        _ => throw new FilterException(Join(path, member.Name), "Unknown comparison. Known are eq, ne, lt, lte, gt, gte and contains."),
    };

    // A time without an offset would mean another moment on another machine.
    private static DateTimeOffset Time(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(
            element.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new FilterException(path, "A time such as 2026-01-31T12:00:00Z is expected.");

    private List<T> OneOrMore<T>(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Array
            ? [.. element.EnumerateArray().Select((item, index) => Value<T>(item, $"{path}[{index}]"))]
            : [Value<T>(element, path)];

    private T Value<T>(JsonElement element, string path)
    {
        try
        {
            return element.Deserialize<T>(options) ?? throw new FilterException(path, "Null is not expected here.");
        }
        catch (JsonException)
        {
            throw new FilterException(path, $"Not a valid {Word<T>()}.");
        }
    }

    private static string Word<T>() => typeof(T) == typeof(string) ? "text"
        : typeof(T) == typeof(MemoryKind) ? $"kind; known are {string.Join(", ", Enum.GetValues<MemoryKind>().Select(kind => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString())))}"
        : "id";

    private MemoryFilter Count(MemoryFilter node, string path) =>
        ++_nodes <= MaxNodes ? node : throw new FilterException(path, $"A filter has at most {MaxNodes} conditions.");

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
