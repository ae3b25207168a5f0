using ChatMemory.Models;

namespace ChatMemory.Cluster.Wire;

// Exceptions travel by what the engine's callers look at; the cause stays in the log of the node where it happened.

[GenerateSerializer, Alias("chat-memory.failure")]
internal struct FailureSurrogate
{
    [Id(0)] public string Message;
    [Id(1)] public bool IsTransient;
}

[GenerateSerializer, Alias("chat-memory.overload")]
internal struct OverloadSurrogate
{
    [Id(0)] public string Limit;
    [Id(1)] public TimeSpan RetryAfter;
}

[GenerateSerializer, Alias("chat-memory.model-failure")]
internal struct ModelFailureSurrogate
{
    [Id(0)] public string Code;
    [Id(1)] public string Message;
    [Id(2)] public bool IsTransient;
    [Id(3)] public TimeSpan? RetryAfter;
}

[GenerateSerializer, Alias("chat-memory.stopping")]
internal struct StoppingSurrogate;

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
