using ChatMemory.Models;

namespace ChatMemory.Cluster.Wire;

// Exceptions travel by what the engine's callers look at; the cause stays in the log of the node where it happened.

[GenerateSerializer, Alias("chat-memory.failure")]
internal readonly struct FailureSurrogate
{
    [Id(0)] public string Message { get; init; }
    [Id(1)] public bool IsTransient { get; init; }
}

[GenerateSerializer, Alias("chat-memory.overload")]
internal readonly struct OverloadSurrogate
{
    [Id(0)] public string Limit { get; init; }
    [Id(1)] public TimeSpan RetryAfter { get; init; }
}

[GenerateSerializer, Alias("chat-memory.model-failure")]
internal readonly struct ModelFailureSurrogate
{
    [Id(0)] public string Code { get; init; }
    [Id(1)] public string Message { get; init; }
    [Id(2)] public bool IsTransient { get; init; }
    [Id(3)] public TimeSpan? RetryAfter { get; init; }
}

[GenerateSerializer, Alias("chat-memory.refusal")]
internal readonly struct RefusalSurrogate
{
    [Id(0)] public string[] Fields { get; init; }
    [Id(1)] public string[] Messages { get; init; }
}

[GenerateSerializer, Alias("chat-memory.stopping")]
internal readonly struct StoppingSurrogate;

[RegisterConverter]
internal sealed class FailureConverter : IConverter<ChatMemoryException, FailureSurrogate>
{
    public ChatMemoryException ConvertFromSurrogate(in FailureSurrogate surrogate) => new(surrogate.Message, surrogate.IsTransient);

    public FailureSurrogate ConvertToSurrogate(in ChatMemoryException value) =>
        new() { Message = value.Message, IsTransient = value.IsTransient };
}

[RegisterConverter]
internal sealed class OverloadConverter : IConverter<OverloadedException, OverloadSurrogate>
{
    public OverloadedException ConvertFromSurrogate(in OverloadSurrogate surrogate) => new(surrogate.Limit, surrogate.RetryAfter);

    public OverloadSurrogate ConvertToSurrogate(in OverloadedException value) => new() { Limit = value.Limit, RetryAfter = value.RetryAfter };
}

[RegisterConverter]
internal sealed class ModelFailureConverter : IConverter<ModelException, ModelFailureSurrogate>
{
    public ModelException ConvertFromSurrogate(in ModelFailureSurrogate surrogate) =>
        new(surrogate.Code, surrogate.Message, surrogate.IsTransient) { RetryAfter = surrogate.RetryAfter };

    public ModelFailureSurrogate ConvertToSurrogate(in ModelException value) =>
        new() { Code = value.Code, Message = value.Message, IsTransient = value.IsTransient, RetryAfter = value.RetryAfter };
}

[RegisterConverter]
internal sealed class StoppingConverter : IConverter<NodeStoppingException, StoppingSurrogate>
{
    public NodeStoppingException ConvertFromSurrogate(in StoppingSurrogate surrogate) => new();

    public StoppingSurrogate ConvertToSurrogate(in NodeStoppingException value) => default;
}

[RegisterConverter]
internal sealed class RefusalConverter : IConverter<InvalidCommandException, RefusalSurrogate>
{
    public InvalidCommandException ConvertFromSurrogate(in RefusalSurrogate surrogate) =>
        new([.. surrogate.Fields.Zip(surrogate.Messages, (field, message) => new FieldError(field, message))]);

    public RefusalSurrogate ConvertToSurrogate(in InvalidCommandException value) =>
        new() { Fields = [.. value.Errors.Select(error => error.Field)], Messages = [.. value.Errors.Select(error => error.Message)] };
}
