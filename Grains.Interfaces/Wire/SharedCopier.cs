using Orleans.Serialization.Cloning;

namespace ChatMemory.Cluster.Wire;

/// <summary>The engine's records never change, so a call within one node passes them as they are.</summary>
internal sealed class SharedCopier : IGeneralizedCopier
{
    public bool IsSupportedType(Type type) => EngineWire.IsCarried(type);

    public object? DeepCopy(object? input, CopyContext context) => input;
}
