using System.Text.Json;
using System.Text.Json.Serialization;
using ChatMemory.Memories;

namespace ChatMemory.Api.Json;

/// <summary>Filters in the short form that the API speaks; see <c>docs/api.md</c>.</summary>
internal sealed class FilterConverter : JsonConverter<MemoryFilter>
{
    public override MemoryFilter Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        try
        {
            return new FilterReader(options).Read(document.RootElement, "", depth: 1);
        }
        catch (FilterException wrong)
        {
            throw JsonProblem.At(wrong.Path, wrong.Message);
        }
    }

    public override void Write(Utf8JsonWriter writer, MemoryFilter value, JsonSerializerOptions options) =>
        FilterWriter.Write(writer, value, options);
}

/// <summary>Says what is wrong with a filter and where in it.</summary>
internal sealed class FilterException(string path, string what) : Exception(what)
{
    public string Path { get; } = path;
}
