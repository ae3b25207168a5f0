using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ChatMemory.Memories;
using ChatMemory.Serialization;

namespace ChatMemory.Api.Json;

/// <summary>The engine's dialect as the native API reads it: strict about fields that it does not know, and with filters in their short form.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Gives <paramref name="target"/> this dialect.</summary>
    public static void Apply(JsonSerializerOptions target)
    {
        var dialect = EngineJson.Options;
        target.PropertyNamingPolicy = dialect.PropertyNamingPolicy;
        target.DefaultIgnoreCondition = dialect.DefaultIgnoreCondition;
        target.Encoder = dialect.Encoder;
        target.AllowOutOfOrderMetadataProperties = dialect.AllowOutOfOrderMetadataProperties;
        target.RespectNullableAnnotations = dialect.RespectNullableAnnotations;
        target.RespectRequiredConstructorParameters = dialect.RespectRequiredConstructorParameters;
        target.NumberHandling = dialect.NumberHandling;
        target.PropertyNameCaseInsensitive = dialect.PropertyNameCaseInsensitive;
        target.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        target.AllowDuplicateProperties = false;
        target.MaxDepth = 64;
        target.Converters.Add(new FilterConverter());
        foreach (var converter in dialect.Converters)
            target.Converters.Add(converter);
        target.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveFiltersToTheirConverter } };
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly();
        return options;
    }

    private static void LeaveFiltersToTheirConverter(JsonTypeInfo type)
    {
        if (type.Type == typeof(MemoryFilter))
            type.PolymorphismOptions = null;
    }
}
