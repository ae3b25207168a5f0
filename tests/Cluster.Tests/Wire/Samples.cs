using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChatMemory.Keys;

namespace ChatMemory.Cluster.Wire;

/// <summary>Makes values of any type of the wire, the same ones each time.</summary>
/// <param name="isFull">Whether what may be null says something.</param>
internal sealed class Samples(bool isFull)
{
    private readonly NullabilityInfoContext _nullability = new();

    private static readonly Guid Id = new("01890a5d-ac96-774b-bcce-b302099a8057");

    /// <summary>Of a type, or of each case of an abstract type, one value with all that it can say and one with as little as it may.</summary>
    public static IEnumerable<object> Of(Type type) =>
        Cases(type).SelectMany(@case => new[] { new Samples(isFull: true).Make(@case, depth: 0)!, new Samples(isFull: false).Make(@case, depth: 0)! });

    /// <summary>The cases of a closed hierarchy, or the type itself.</summary>
    public static IEnumerable<Type> Cases(Type type) =>
        type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).Select(it => it.DerivedType) is var cases && cases.Any() ? cases : [type];

    private object? Make(Type type, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Make(inner, depth);
        if (Simple(type) is { } simple)
            return simple;
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1);
        if (Element(type, typeof(IReadOnlyList<>)) is { } element)
            return List(element, depth);
        if (type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return new Dictionary<string, JsonElement> { ["tag"] = JsonSerializer.SerializeToElement(new[] { 1, 2 }) };
        if (type.IsAbstract)
            return depth > 6 ? null : Make(Cases(type).Last(), depth + 1);
        return Record(type, depth + 1);
    }

    private static object? Simple(Type type) => type switch
    {
        _ when type == typeof(string) => "Grüße, \"Ada\" 👋",
        _ when type == typeof(bool) => true,
        _ when type == typeof(int) => 7,
        _ when type == typeof(long) => 1L << 40,
        _ when type == typeof(float) => 0.25f,
        _ when type == typeof(double) => 0.125,
        _ when type == typeof(TimeSpan) => TimeSpan.FromMilliseconds(1500),
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
        _ when type == typeof(JsonElement) => JsonSerializer.SerializeToElement(new { type = "object" }),
        _ when type == typeof(ExchangeId) => new ExchangeId(Id),
        _ when type == typeof(MemoryId) => new MemoryId(Id),
        _ when type == typeof(SessionId) => SessionId.Parse("s"),
        _ when type == typeof(UserId) => UserId.Parse("u"),
        _ when type == typeof(TenantId) => TenantId.Parse("t"),
        _ => null,
    };

    private Array List(Type element, int depth)
    {
        object?[] items = depth > 6 ? [] : element.IsAbstract && depth < 2
            ? [.. Cases(element).Select(it => Make(it, depth + 1))]
            : [Make(element, depth + 1)];
        var list = Array.CreateInstance(element, items.Length);
        items.CopyTo(list, 0);
        return list;
    }

    private object Record(Type type, int depth)
    {
        var constructor = type.GetConstructors().OrderByDescending(it => it.GetParameters().Length).First();
        var made = constructor.Invoke([.. constructor.GetParameters().Select(it => isFull || _nullability.Create(it).WriteState != NullabilityState.Nullable ? Make(it.ParameterType, depth) : null)]);
        var given = constructor.GetParameters().Select(it => it.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.GetProperties().Where(it => it.CanWrite && !given.Contains(it.Name)))
            property.SetValue(made, isFull || _nullability.Create(property).WriteState != NullabilityState.Nullable ? Make(property.PropertyType, depth) : null);
        return made;
    }

    private static Type? Element(Type type, Type list) =>
        type.IsConstructedGenericType && type.GetGenericTypeDefinition() == list ? type.GetGenericArguments()[0] : null;
}
