using System.Text.Json.Serialization;
using ChatMemory.Api.OpenAI.Chat;
using ChatMemory.Api.OpenAI.Models;

namespace ChatMemory.Api.OpenAI;

/// <summary>The JSON of what this wire answers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(Completion))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
internal sealed partial class Wire : JsonSerializerContext;
