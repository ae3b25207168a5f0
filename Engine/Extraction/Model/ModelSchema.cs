using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatMemory.Extraction.Model;

/// <summary>The form that the model's answer must have. Every property is required and nothing else allowed, as strict structured output demands.</summary>
internal static class ModelSchema
{
    private static readonly string[] Kinds = ["profile", "preference", "pattern", "task", "fact"];
    private static readonly string[] TextOrNull = ["string", "null"];
    private static readonly string[] Root = ["memories"];

    /// <summary>The response format to ask for.</summary>
    public static ChatResponseFormat Format { get; } =
        ChatResponseFormat.ForJsonSchema(Schema(), "memories", "What is worth remembering about the user.");

    private static JsonElement Schema() => JsonSerializer.SerializeToElement(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["type"] = "object",
        ["properties"] = new { memories = new { type = "array", items = Entry() } },
        ["required"] = Root,
        ["additionalProperties"] = false,
    });

    private static Dictionary<string, object> Entry()
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["n"] = new { type = "integer" },
            ["quote"] = new { type = "string" },
            ["statement"] = new { type = "string" },
            ["kind"] = new { type = "string", @enum = Kinds },
            ["slot"] = new { type = TextOrNull, @enum = Slots.All.Append(null) },
            ["corrects"] = new { type = TextOrNull },
            ["retracts"] = new { type = "boolean" },
        };
        return new(StringComparer.Ordinal)
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = properties.Keys,
            ["additionalProperties"] = false,
        };
    }
}
