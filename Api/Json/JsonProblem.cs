using System.Text.Json;

namespace ChatMemory.Api.Json;

/// <summary>What a body that cannot be read has wrong, in words for its author instead of the serializer's.</summary>
internal static class JsonProblem
{
    private const string InnerPath = "inner_path";
    private static readonly string[] Required = ["Is required."];

    /// <summary>The error of a converter that read a part of the body by itself.</summary>
    /// <param name="path">Where in that part, such as <c>[0].role</c>; may be empty.</param>
    /// <param name="sentence">What is wrong.</param>
    public static JsonException At(string path, string sentence) => new(sentence) { Data = { [InnerPath] = path } };

    /// <summary>The sentences by field path, such as <c>memory.scope.agent</c>; <c>body</c> when the whole is meant.</summary>
    public static IReadOnlyDictionary<string, string[]> Errors(JsonException wrong)
    {
        var path = PathOf(wrong);
        return Missing(wrong.Message) is { Length: > 0 } names
            ? names.ToDictionary(name => Join(path, name), _ => Required, StringComparer.Ordinal)
            : new Dictionary<string, string[]>(StringComparer.Ordinal) { [path.Length == 0 ? "body" : path] = [Sentence(wrong.Message)] };
    }

    /// <summary>Where in the body: the path that the serializer knows, and where in the part that a converter read.</summary>
    public static string PathOf(JsonException wrong)
    {
        var outer = wrong.Path is ['$', .. var rest] ? rest.TrimStart('.') : "";
        return wrong.Data[InnerPath] is string { Length: > 0 } inner ? Join(outer, inner) : outer;
    }

    public static string Sentence(string message) => message switch
    {
        _ when Says(message, "could not be mapped to any .NET member") => "Unknown field.",
        _ when Says(message, "setting null values") => "Must not be null.",
        _ when Says(message, "could not be converted") => "Not a value of the expected type.",
        _ when Says(message, "Duplicate property") => "Given twice.",
        _ when Says(message, "type discriminator") => "Unknown type.",
        _ when Says(message, "BytePositionInLine") => "Not valid JSON.",
        _ => message,
    };

    private static string[] Missing(string message) => Says(message, "missing required properties")
        ? [.. message.Split('\'').Where((_, index) => index % 2 == 1).Skip(1)]
        : [];

    private static string Join(string outer, string inner) =>
        outer.Length == 0 ? inner.TrimStart('.') : inner.StartsWith('[') || inner.StartsWith('.') ? outer + inner : $"{outer}.{inner}";

    private static bool Says(string message, string words) => message.Contains(words, StringComparison.Ordinal);
}
